/* The line that says whether the draft is saved: `say(text, isSaved, link)`; `link`: with the way to sign in again. */
window.draftLine = function (form) {
  "use strict";
  var line = form.querySelector("[data-saved]"),
    words = form.dataset;

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
  form.addEventListener("draft:stays", function () {
    say(words.sayStays, false);
    line.scrollIntoView({ block: "center" });
  });
  return say;
};

/* The form of this page as the server draws it now, with a fresh token; null where it does not. */
window.freshForm = function (selector) {
  "use strict";
  return fetch(location.href, { credentials: "same-origin" })
    .then(function (answer) {
      return answer.text();
    })
    .then(function (text) {
      return new DOMParser().parseFromString(text, "text/html").querySelector(selector);
    });
};
