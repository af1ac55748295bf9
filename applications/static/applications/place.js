/* Offers the districts of the chosen province and the sub-districts of the typed district.
   Without scripts they are typed, and offered from the first save on. */
(function () {
  "use strict";
  var language = document.documentElement.lang === "th" ? "th" : "en";

  document.querySelectorAll("[data-place]").forEach(function (place) {
    var province = place.querySelector("select"),
      typed = place.querySelectorAll("input[list]"),
      known = {};

    function offer(input, names) {
      var list = document.getElementById(input.getAttribute("list"));
      list.replaceChildren.apply(
        list,
        names.map(function (name) {
          var option = document.createElement("option");
          option.value = name;
          return option;
        }),
      );
    }
    function below() {
      var district = typed[0].value.trim(),
        found = known[district] || [].concat.apply([], Object.values(known));
      if (typed[1]) {
        offer(typed[1], Array.from(new Set(found)));
      }
    }
    function load() {
      var number = province.selectedOptions[0].dataset.number;
      if (!number) {
        return;
      }
      fetch(place.dataset.place + number + ".json")
        .then(function (answer) {
          return answer.json();
        })
        .then(function (found) {
          known = found[language];
          offer(typed[0], Object.keys(known));
          below();
        })
        .catch(function () {
          known = {}; // without a line the names are typed
        });
    }
    province.addEventListener("change", load);
    typed[0].addEventListener("input", below);
    load();
  });
})();
