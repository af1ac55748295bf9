/* site.js — the only script of our own. Loaded with defer; the pages work without it. */
(function () {
  "use strict";
  // colour scheme: remembers the choice in a cookie so Django can print data-bs-theme on <html>
  document.querySelectorAll("[data-theme-toggle]").forEach(function (b) {
    b.addEventListener("click", function () {
      var root = document.documentElement;
      var dark = root.dataset.bsTheme
        ? root.dataset.bsTheme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.bsTheme = dark ? "light" : "dark";
      document.cookie = "theme=" + root.dataset.bsTheme + ";path=/;max-age=31536000;samesite=lax";
      b.setAttribute("aria-pressed", String(!dark));
    });
  });
  // the language read last goes along to the pages that follow the person instead of the address
  function speak(language) {
    document.cookie = "language=" + language + ";path=/;max-age=31536000;samesite=lax";
  }
  if (!/(^|; )language=/.test(document.cookie)) {
    speak(document.documentElement.lang);
  }
  document.querySelectorAll("a.tool[hreflang]").forEach(function (a) {
    a.addEventListener("click", function () {
      speak(a.hreflang);
    });
  });
  // a menu that scrolls sideways shows where one is
  document.querySelectorAll(".areabar .container, .dk-nav__in").forEach(function (bar) {
    var here = bar.querySelector("[aria-current]");
    if (here) {
      bar.scrollLeft +=
        here.getBoundingClientRect().left -
        bar.getBoundingClientRect().left -
        (bar.clientWidth - here.offsetWidth) / 2;
    }
  });
  // and that there is more of it on either side
  document.querySelectorAll(".areabar .container").forEach(function (bar) {
    function tell() {
      var rest = bar.scrollWidth - bar.clientWidth - bar.scrollLeft;
      bar.parentElement.classList.toggle("has-before", bar.scrollLeft > 4);
      bar.parentElement.classList.toggle("has-after", rest > 4);
    }
    bar.addEventListener("scroll", tell, { passive: true });
    window.addEventListener("resize", tell);
    window.addEventListener("load", tell);
    tell();
  });
  // who signs out leaves nothing of a draft on the device
  document.addEventListener("submit", function (event) {
    if (event.target.matches('form[action$="/logout/"]')) {
      [localStorage, sessionStorage].forEach(function (shelf) {
        Object.keys(shelf).forEach(function (key) {
          if (key.indexOf("draft:") === 0) {
            shelf.removeItem(key);
          }
        });
      });
    }
  });
  // after a failed save, put the reader at the error summary
  var summary = document.querySelector("[data-error-summary]");
  if (summary) {
    summary.focus({ preventScroll: false });
  }
})();
/* The phone menu: open without scripts, folded with them. */
(function () {
  "use strict";
  var toggle = document.querySelector("[data-menu-toggle]"),
    nav = document.getElementById("nav");
  if (!toggle || !nav) {
    return;
  }
  toggle.addEventListener("click", function () {
    var open = nav.classList.toggle("show");
    toggle.setAttribute("aria-expanded", String(open));
  });
})();
