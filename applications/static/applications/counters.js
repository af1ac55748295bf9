/* Counts the characters of an answer beside its field. Nothing is cut: too much is said, and the server says it too. */
(function () {
  "use strict";
  document.querySelectorAll("[data-limit]").forEach(function (field) {
    var limit = Number(field.dataset.limit),
      line = document.createElement("div");
    line.className = "form-text";
    function count() {
      var n = Array.from(field.value.trim()).length;
      line.textContent = n.toLocaleString("en") + " / " + limit.toLocaleString("en");
      line.hidden = field.tagName === "INPUT" && n < limit * 0.8; // a short field is counted where room gets scarce
      line.classList.toggle("text-danger", n > limit);
    }
    field.after(line);
    field.addEventListener("input", count);
    count();
  });
})();
