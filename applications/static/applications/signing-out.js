/* Who signs out while something is not saved yet: it is saved first. Where that fails they are told, and choose. */
(function () {
  "use strict";
  var form = document.querySelector("[data-autosave]"),
    asked = null,
    patience = null,
    isTold = false;
  if (!form) {
    return;
  }
  /* Before anybody clears the device. */
  document.addEventListener(
    "submit",
    function (event) {
      if (isTold || !event.target.matches('form[action$="/logout/"]')) {
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      asked = event.target;
      patience = setTimeout(settle, 8000, false);
      form.dispatchEvent(new CustomEvent("draft:flush"));
    },
    true,
  );
  function settle(isSaved) {
    var leaving = asked;
    asked = null;
    clearTimeout(patience);
    if (!leaving) {
      return;
    }
    isTold = true;
    if (isSaved) {
      leaving.requestSubmit();
    } else {
      form.dispatchEvent(new CustomEvent("draft:stays"));
    }
  }
  form.addEventListener("draft:settled", function (event) {
    settle(event.detail.isSaved);
  });
  form.addEventListener("input", function () {
    isTold = false;
  });
})();
