/* day-field.js: says beside a day what was understood, while one types. The server reads by the same rules
   (kernel/typed_dates.py) and decides. `readDay` alone is used by the tests of that promise. */
(function (root) {
  "use strict";
  var OFFSET = 543;
  var THAI = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
  ];
  var THAI_LONG =
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split(" ");
  var ENGLISH = "January February March April May June July August September October November December".split(
    " ",
  );
  var ERA = "(?:พ\\.?ศ\\.?|ค\\.?ศ\\.?|b\\.?e\\.?|c\\.?e\\.?|a\\.?d\\.?)?\\.? ?";
  var YEAR = ERA + "(\\d{4}|\\d{2})";
  var WEEKDAY = new RegExp(
    "^(?:วัน)?(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์|อา\\.|พฤ\\.|[จอพศส]\\.|" +
      "(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,?)(?:ที่)? ?(?=\\d)",
  );
  var SHAPES = [
    [ERA + "(\\d{4})[/.\\-](\\d{1,2})[/.\\-](\\d{1,2})", "ymd"],
    ["(\\d{1,2})[/.\\- ]+(\\d{1,2})[/.\\- ]+" + YEAR, "dmy"],
    ["(\\d{1,2}) ?([^\\d\\s,][^\\d,]*?),? ?" + YEAR, "dmy"],
    ["([a-z]+)\\.? (\\d{1,2}),? " + YEAR, "mdy"],
  ];

  function monthOf(word) {
    var bare = word.replace(/[.\s,]/g, "");
    for (var i = 0; i < 12; i++) {
      var english = ENGLISH[i].toLowerCase();
      var names = [THAI_LONG[i], THAI[i].replace(/\./g, ""), english, english.slice(0, 3)];
      if (names.indexOf(bare) >= 0 || (bare === "sept" && i === 8)) {
        return i + 1;
      }
    }
    return 0;
  }

  function common(year) {
    return year >= 1900 && year < 2400 ? year : year >= 2400 && year < 2900 ? year - OFFSET : 0;
  }

  function real(day, month, year) {
    var found = new Date(Date.UTC(year, month - 1, day));
    var same =
      found.getUTCFullYear() === year && found.getUTCMonth() === month - 1 && found.getUTCDate() === day;
    return year && same ? found.toISOString().slice(0, 10) : "";
  }

  function parts(text) {
    var clean = text
      .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, "")
      .replace(/[๐-๙０-９]/g, function (digit) {
        return String(digit.charCodeAt(0) & 15);
      });
    clean = clean.trim().replace(/\s+/g, " ").toLowerCase();
    clean = clean.replace(WEEKDAY, "");
    for (var i = 0; i < SHAPES.length; i++) {
      var match = new RegExp("^" + SHAPES[i][0] + "$").exec(clean);
      if (!match) {
        continue;
      }
      var said = {};
      SHAPES[i][1].split("").forEach(function (key, place) {
        said[key] = match[place + 1];
      });
      var month = /^\d+$/.test(said.m) ? Number(said.m) : monthOf(said.m);
      if (month || /^\d+$/.test(said.m)) {
        return { day: Number(said.d), month: month, year: Number(said.y), digits: said.y.length };
      }
    }
    return null;
  }

  /* The one day (YYYY-MM-DD) that a text means between two days; "" for none or for more than one. */
  function readDay(text, first, last) {
    var said = parts(text);
    if (!said) {
      return "";
    }
    var bases = said.digits === 4 ? [0] : [1900, 2000, 2400, 2500, 2600];
    var found = bases
      .map(function (base) {
        return real(said.day, said.month, common(base + said.year));
      })
      .filter(function (one) {
        return one && one >= first && one <= last;
      });
    return found.length === 1 ? found[0] : "";
  }

  function words(iso, language) {
    var value = new Date(iso + "T00:00:00Z");
    var year = value.getUTCFullYear();
    var months = language === "en" ? ENGLISH : THAI_LONG;
    var day = value.getUTCDate() + " " + months[value.getUTCMonth()] + " ";
    return language === "en"
      ? day + year + " (B.E. " + (year + OFFSET) + ")"
      : day + (year + OFFSET) + " (ค.ศ. " + year + ")";
  }

  function listen(field) {
    var input = field.querySelector("input");
    var shown = field.querySelector("output");
    input.addEventListener("input", function () {
      var iso = readDay(input.value, field.dataset.first, field.dataset.last);
      shown.hidden = !iso;
      shown.querySelector("b").textContent = iso ? words(iso, document.documentElement.lang.slice(0, 2)) : "";
    });
  }

  if (root.document) {
    root.document.querySelectorAll("[data-day-field]").forEach(listen);
  } else {
    root.readDay = readDay;
  }
})(typeof window === "undefined" ? globalThis : window);
