/* Shows what may be a slip beside its field, with each saving; the server finds it. Without scripts it stands there
   when the page is opened again, and on the last page before handing in. */
(function () {
  "use strict";
  var form = document.querySelector("[data-autosave]");
  if (!form) {
    return;
  }
  form.addEventListener("draft:saved", function (event) {
    var doubts = event.detail.doubts || {};
    form.querySelectorAll("[data-doubt]").forEach(function (place) {
      var words = doubts[place.dataset.doubt] || "";
      if (place.querySelector("span").textContent !== words) {
        place.querySelector("span").textContent = words;
      }
      place.hidden = !words;
    });
  });
})();
