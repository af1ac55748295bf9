/* Counts an answer beside its field as the server does (answers/counting.py): letters as one sees them, Thai words too.
   Nothing is cut: too much is said, and the server says it too. */
(function () {
  "use strict";
  var Segmenter = window.Intl && Intl.Segmenter;

  function letters(text) {
    var points = Array.from(text).length;
    if (!Segmenter) {
      return points;
    }
    var seen = Array.from(new Segmenter("th", { granularity: "grapheme" }).segment(text)).length;
    return Math.max(seen, Math.ceil(points / 4));
  }
  function words(text) {
    var found = Array.from(new Segmenter("th", { granularity: "word" }).segment(text)).filter(
      function (part) {
        return part.isWordLike;
      },
    );
    return Math.max(found.length, Math.ceil(Array.from(text).length / 30));
  }

  document.querySelectorAll("[data-limit]").forEach(function (field) {
    var limit = Number(field.dataset.limit),
      ofWords = field.dataset.counts === "words",
      line = document.createElement("div");
    if (ofWords && !Segmenter) {
      return; // an old browser finds no words; the server does
    }
    line.className = "form-text";
    line.id = field.id + "_count";
    function count() {
      var text = field.value.trim(),
        n = ofWords ? words(text) : letters(text);
      line.textContent =
        n.toLocaleString("en") + " / " + limit.toLocaleString("en") + " " + (field.dataset.unit || "");
      line.hidden = field.tagName === "INPUT" && n < limit * 0.8; // a short field is counted where room gets scarce
      line.classList.toggle("text-danger", n > limit);
    }
    field.after(line);
    field.setAttribute(
      "aria-describedby",
      ((field.getAttribute("aria-describedby") || "") + " " + line.id).trim(),
    );
    field.addEventListener("input", count);
    count();
  });
})();
