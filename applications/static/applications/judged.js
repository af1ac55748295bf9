/* Keeps "judged n of 32" true while a host chooses, and leads to the next candidate below who has no judgement, else to
   the first above. Without scripts the line says what stood on the page when it was drawn. */
(function () {
  "use strict";
  var line = document.querySelector("[data-so-far]"),
    cards = Array.from(document.querySelectorAll("[data-candidate]"));
  if (!line) {
    return;
  }
  var judged = line.querySelector("[data-judged]"),
    next = line.querySelector("[data-next]"),
    end = line.querySelector("[data-all-judged]"),
    last = null;

  function open() {
    return cards.filter(function (card) {
      return !card.querySelector("input[type=radio]:checked");
    });
  }
  function count() {
    var left = open().length;
    judged.textContent = String(cards.length - left);
    next.hidden = !left;
    end.hidden = !!left;
  }
  /* Whoever presses wants to go on: the candidate that was led to is passed over while it is on the screen. */
  function isBehind(card) {
    var top = card.getBoundingClientRect().top;
    return top < line.getBoundingClientRect().bottom || (card === last && top < window.innerHeight);
  }
  function nextOne() {
    var left = open();
    return (
      left.find(function (card) {
        return !isBehind(card);
      }) || left[0]
    );
  }

  document.addEventListener("change", function (event) {
    if (event.target.type === "radio") {
      count();
    }
  });
  next.addEventListener("click", function () {
    last = nextOne();
    if (last) {
      next.setAttribute("href", "#" + last.id);
    }
  });
  count();
})();
