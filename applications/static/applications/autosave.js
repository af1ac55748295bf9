/* Saves the draft as the person types, and keeps on the device what could not be saved, with the true cause beside it.
   Without scripts, "Save and continue" does the same. */
(function () {
  "use strict";
  var form = document.querySelector("[data-autosave]");
  if (!form || !window.fetch) {
    return;
  }
  var SOON = 1200,
    LATER = 15000,
    words = form.dataset,
    say = window.draftLine(form),
    shelf = window.draftShelf(form),
    timer = null,
    waiting = null,
    busy = false,
    pressed = null,
    dirty = false,
    saved = true,
    flushing = false,
    stopped = false,
    renewed = false;

  function answered(answer) {
    return answer
      .json()
      .catch(function () {
        return { code: "failed" };
      })
      .then(function (body) {
        if (answer.ok && body.code === "saved") {
          form.elements.version.value = body.version;
          renewed = false;
          saved = true;
          if (!dirty) {
            shelf.forget();
          }
          say(body.message, true);
          form.dispatchEvent(new CustomEvent("draft:saved", { detail: body }));
          return;
        }
        shelf.keep();
        if (body.code === "signed_out" || body.code === "failed") {
          var isOut = body.code === "signed_out";
          say(isOut ? words.saySignedOut : words.sayFailed, false, isOut);
          plan(LATER);
        } else {
          stopped = body.code !== "invalid"; // that is mended by typing on
          say(body.code === "stale_tab" ? words.sayStaleTab : body.message, false);
        }
      });
  }
  function save() {
    if (busy || stopped) {
      dirty = true;
      return;
    }
    busy = true;
    dirty = saved = false;
    shelf.keep();
    var data = new FormData(form);
    data.append("autosave", "1");
    fetch(location.href, { method: "POST", body: data, credentials: "same-origin", redirect: "manual" })
      .then(function (answer) {
        return answer.status === 403 && !renewed ? renew() : answered(answer);
      })
      .catch(function () {
        shelf.keep();
        say(words.sayOffline, false);
        plan(LATER);
      })
      .finally(function () {
        busy = false;
        if (pressed) {
          pressed();
        } else if (flushing) {
          flush();
        } else if (dirty && !stopped) {
          plan(SOON);
        }
      });
  }
  /* Somebody signed in again in another tab: this page's token is old. */
  function renew() {
    return window.freshForm("[data-autosave]").then(function (fresh) {
      shelf.keep();
      if (!fresh) {
        say(words.saySignedOut, false, true);
        plan(LATER);
      } else if (fresh.dataset.key === words.key) {
        form.elements.csrfmiddlewaretoken.value = fresh.elements.csrfmiddlewaretoken.value;
        dirty = renewed = true;
      } else {
        stopped = true;
        say(words.saySignedOut, false, true);
      }
    });
  }
  function plan(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }
  /* All that was typed goes now; then those who wait for it hear whether it is saved. */
  function flush() {
    clearTimeout(timer);
    flushing = true;
    if (busy) {
      return;
    }
    if (dirty && !stopped) {
      save();
      return;
    }
    flushing = false;
    if (!saved) {
      plan(LATER);
    }
    form.dispatchEvent(new CustomEvent("draft:settled", { detail: { isSaved: saved && !dirty } }));
  }
  form.addEventListener("input", function () {
    dirty = true;
    shelf.keep();
    plan(SOON);
  });
  form.addEventListener("draft:save", function () {
    clearTimeout(timer);
    save();
  });
  /* A press that meets a saving under way waits for it, else the two would differ like two tabs; never for long. */
  form.addEventListener("submit", function (event) {
    clearTimeout(timer);
    shelf.keep();
    stopped = true;
    if (!busy) {
      return;
    }
    event.preventDefault();
    clearTimeout(waiting);
    pressed = function () {
      clearTimeout(waiting);
      busy = false;
      pressed = null;
      form.requestSubmit(event.submitter);
    };
    waiting = setTimeout(pressed, 8000);
  });
  window.addEventListener("online", function () {
    plan(SOON);
  });
  form.addEventListener("draft:flush", function () {
    dirty = dirty || !saved;
    flush();
  });
  if (shelf.restore()) {
    say(words.sayRestored, false);
    dirty = true;
    plan(SOON);
  }
})();
