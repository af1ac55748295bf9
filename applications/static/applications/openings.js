/* A press on the ranking changes the list where it stands: the page stays at its place, the focus at its button, and
   what happened is said. Without scripts the page is drawn anew and opened at the same place. */
(function () {
  "use strict";
  var pressed = document.querySelector("[data-pressed]"),
    announced = document.querySelector("[data-announce]");
  if (!pressed || !announced || !window.fetch) {
    return;
  }

  /* The card itself while it stays in its list, else the one that takes its place. */
  function placesOf(card) {
    return [card, card.nextElementSibling, card.previousElementSibling]
      .map(function (row) {
        return row && row.id;
      })
      .filter(Boolean);
  }
  function first(ids) {
    return ids
      .map(function (id) {
        return document.getElementById(id);
      })
      .find(Boolean);
  }
  function ticked() {
    return Array.from(pressed.querySelectorAll("input[name=look]:checked"), function (box) {
      return box.value;
    });
  }

  function take(text, address, card, button) {
    var page = new DOMParser().parseFromString(text, "text/html"),
      fresh = page.querySelector("[data-pressed]"),
      said = page.querySelector(".messages"),
      places = placesOf(card),
      top = card.getBoundingClientRect().top,
      ticks = ticked();
    if (!fresh) {
      location.assign(address);
      return;
    }
    pressed.replaceChildren.apply(pressed, Array.from(fresh.childNodes));
    ticks.forEach(function (code) {
      var box = pressed.querySelector('input[name=look][value="' + CSS.escape(code) + '"]');
      if (box) {
        box.checked = true;
      }
    });
    var here = first(places.concat("ranks")),
      again = here.querySelector('button[value="' + button.value + '"]');
    window.scrollBy(0, here.getBoundingClientRect().top - top);
    (again || here).focus({ preventScroll: true });
    announced.textContent = said ? said.textContent.replace(/\s+/g, " ").trim() : "";
  }

  document.addEventListener("submit", function (event) {
    var form = event.target,
      button = event.submitter;
    if (!form.matches("[data-press]") || !button) {
      return;
    }
    event.preventDefault();
    var act = document.createElement("input");
    act.type = "hidden";
    act.name = button.name;
    act.value = button.value;
    form.append(act);
    fetch(location.href, { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then(function (answer) {
        return answer.text().then(function (text) {
          take(text, answer.url, form.closest("li"), button);
        });
      })
      .catch(function () {
        HTMLFormElement.prototype.submit.call(form);
      });
  });
})();
