/* Saves the draft as the person types. Without scripts, "Save and continue" does the same. */
(function () {
  "use strict";
  var form = document.querySelector("[data-autosave]"),
    line = document.querySelector("[data-saved]");
  if (!form || !window.fetch) {
    return;
  }
  var timer = null,
    busy = false,
    dirty = false,
    stopped = false;
  function say(text) {
    line.textContent = text;
  }
  function save() {
    if (busy || stopped) {
      dirty = true;
      return;
    }
    busy = true;
    dirty = false;
    var data = new FormData(form);
    data.append("autosave", "1");
    fetch(location.href, { method: "POST", body: data, credentials: "same-origin", redirect: "error" })
      .then(function (answer) {
        return answer.json().then(function (body) {
          say(body.message);
          if (answer.ok) {
            form.elements.version.value = body.version;
          } else {
            stopped = true;
          }
        });
      })
      .catch(function () {
        say(form.dataset.offline);
        dirty = true;
        setTimeout(plan, 15000);
      })
      .finally(function () {
        busy = false;
        if (dirty && !stopped) {
          plan();
        }
      });
  }
  function plan() {
    clearTimeout(timer);
    timer = setTimeout(save, 1200);
  }
  form.addEventListener("input", plan);
  form.addEventListener("submit", function () {
    clearTimeout(timer);
    stopped = true;
  });
  window.addEventListener("online", plan);
})();
