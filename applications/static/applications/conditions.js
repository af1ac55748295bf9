/* Shows and hides questions as their conditions hold. The server decides, with each saving; a changed answer is saved
   at once. Without scripts, "Save and continue" does the same. */
(function () {
  "use strict";
  var form = document.querySelector("[data-autosave]"),
    asked = form ? form.querySelectorAll("[data-asked]") : [];
  if (!asked.length) {
    return;
  }
  var note = form.querySelector("[data-not-sent]"),
    said = form.querySelector("[data-asked-said]");

  function show(body) {
    var hasChanged = false;
    asked.forEach(function (place) {
      var isHidden = body.hidden.indexOf(place.dataset.asked) >= 0;
      hasChanged = hasChanged || place.hidden !== isHidden;
      place.hidden = isHidden;
    });
    note.hidden = !body.not_sent.length;
    note.querySelector("[data-not-sent-words]").replaceChildren.apply(
      note.querySelector("[data-not-sent-words]"),
      body.not_sent.map(function (words) {
        var line = document.createElement("p");
        line.textContent = words;
        return line;
      }),
    );
    if (hasChanged) {
      said.textContent = "";
      said.textContent = note.dataset.sayAsked;
    }
  }

  form.addEventListener("draft:saved", function (event) {
    show(event.detail);
  });
  form.addEventListener("change", function () {
    form.dispatchEvent(new CustomEvent("draft:save"));
  });
})();
