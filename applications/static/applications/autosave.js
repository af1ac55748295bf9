/* Saves the draft as the person types, and keeps on the device what could not be saved, with the true cause beside it.
   Without scripts, "Save and continue" does the same. */
(function () {
  "use strict";
  var form = document.querySelector("[data-autosave]");
  if (!form || !window.fetch) {
    return;
  }
  var line = form.querySelector("[data-saved]"),
    words = form.dataset,
    shelf = "draft:" + words.key,
    notTyped = ["csrfmiddlewaretoken", "version", "masked", "autosave"],
    sensitive = words.sensitive.split(" "),
    timer = null,
    waiting = null,
    busy = false,
    pressed = null,
    dirty = false,
    stopped = false,
    renewed = false;

  function say(text, isSaved, link) {
    var place = line.querySelector("[data-saved-text]");
    place.textContent = text;
    line.classList.toggle("saved--not", !isSaved);
    line.querySelector("[data-saved-ok]").hidden = !isSaved;
    line.querySelector("[data-saved-not]").hidden = isSaved;
    if (link) {
      var anchor = document.createElement("a");
      anchor.href = words.signIn;
      anchor.textContent = words.signInWord;
      place.append(" ", anchor);
    }
  }

  /* What was typed, by name; sensitive answers are left on the device only as long as this tab lives. */
  function typed(isSensitive) {
    var found = {};
    new FormData(form).forEach(function (value, name) {
      if (
        notTyped.indexOf(name) < 0 &&
        typeof value === "string" &&
        sensitive.indexOf(name) >= 0 === isSensitive
      ) {
        (found[name] = found[name] || []).push(value);
      }
    });
    return found;
  }
  function keep() {
    try {
      localStorage.setItem(
        shelf,
        JSON.stringify({ version: form.elements.version.value, typed: typed(false) }),
      );
      sessionStorage.setItem(shelf, JSON.stringify(typed(true)));
    } catch (error) {
      /* A device without room or without storage: the page itself still holds what was typed. */
    }
  }
  function forget() {
    try {
      localStorage.removeItem(shelf);
      sessionStorage.removeItem(shelf);
    } catch (error) {
      /* Nothing was kept. */
    }
  }
  function restore() {
    try {
      var kept = JSON.parse(localStorage.getItem(shelf)),
        secret = JSON.parse(sessionStorage.getItem(shelf));
    } catch (error) {
      return;
    }
    if (!kept) {
      return;
    }
    var before = JSON.stringify([typed(false), typed(true)]);
    Array.prototype.forEach.call(form.elements, function (field) {
      var source = sensitive.indexOf(field.name) >= 0 ? secret : kept.typed,
        values = source && source[field.name];
      if (!source || !field.name || notTyped.indexOf(field.name) >= 0) {
        return; // a tab that was closed keeps nothing sensitive: what is saved stands
      }
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked = !!values && values.indexOf(field.value) >= 0;
      } else if (values) {
        field.value = values[0];
      }
    });
    if (JSON.stringify([typed(false), typed(true)]) !== before) {
      form.elements.version.value = kept.version;
      say(words.sayRestored, false);
      plan();
    } else {
      forget();
    }
  }

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
          if (!dirty) {
            forget();
          }
          say(body.message, true);
          form.dispatchEvent(new CustomEvent("draft:saved", { detail: body }));
          return;
        }
        keep();
        if (body.code === "signed_out") {
          say(words.saySignedOut, false, true);
          later();
        } else if (body.code === "failed") {
          say(words.sayFailed, false);
          later();
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
    dirty = false;
    keep();
    var data = new FormData(form);
    data.append("autosave", "1");
    fetch(location.href, { method: "POST", body: data, credentials: "same-origin", redirect: "manual" })
      .then(function (answer) {
        return answer.status === 403 && !renewed ? renew() : answered(answer);
      })
      .catch(function () {
        keep();
        say(words.sayOffline, false);
        later();
      })
      .finally(function () {
        busy = false;
        if (pressed) {
          pressed();
        } else if (dirty && !stopped) {
          plan();
        }
      });
  }
  /* Somebody signed in again in another tab: this page's token is old. A fresh one lies in the page itself. */
  function renew() {
    return fetch(location.href, { credentials: "same-origin" })
      .then(function (answer) {
        return answer.text();
      })
      .then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html"),
          fresh = page.querySelector("[data-autosave] [name=csrfmiddlewaretoken]");
        keep();
        if (!fresh) {
          say(words.saySignedOut, false, true);
          later();
        } else if (page.querySelector("[data-autosave]").dataset.key === words.key) {
          form.elements.csrfmiddlewaretoken.value = fresh.value;
          dirty = renewed = true;
        } else {
          stopped = true;
          say(words.saySignedOut, false, true);
        }
      });
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(save, 15000);
  }
  function plan() {
    clearTimeout(timer);
    timer = setTimeout(save, 1200);
  }
  form.addEventListener("input", function () {
    keep();
    plan();
  });
  form.addEventListener("draft:save", function () {
    clearTimeout(timer);
    save();
  });
  /* A press that meets a saving under way waits for it, else the two would differ like two tabs; never for long. */
  form.addEventListener("submit", function (event) {
    clearTimeout(timer);
    keep();
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
  window.addEventListener("online", plan);
  restore();
})();
