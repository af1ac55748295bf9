/* Covers religion and blood group on the device. Only the covered copy is sent: the picture itself lies in a field
   without a name, and the canvas is read with all its boxes on. */
(function () {
  "use strict";
  var tool = document.querySelector("[data-mask]");
  if (!tool || !window.blackBoxes || !window.sendFile || !window.createImageBitmap) {
    return;
  }
  var form = tool.querySelector("[data-mask-form]"),
    words = form.dataset,
    canvas = tool.querySelector("canvas"),
    problem = tool.querySelector("[data-mask-problem]"),
    far = tool.querySelector("[data-mask-far]"),
    send = form.querySelector(".btn-primary"),
    boxes = window.blackBoxes(canvas, tell);
  tool.hidden = false;

  function say(text) {
    tool.querySelector("[data-mask-said]").textContent = text;
  }
  function tell() {
    var one = boxes.chosen() < 0 ? "" : " · " + words.sayChosen + " " + (boxes.chosen() + 1);
    say(words.sayBoxes + " " + boxes.count() + one);
  }
  function stop(text) {
    problem.textContent = text;
    problem.hidden = send.disabled = false;
    far.hidden = true;
  }
  ["add", "next", "undo"].forEach(function (act) {
    tool.querySelector("[data-mask-" + act + "]").addEventListener("click", function () {
      boxes[act]();
      canvas.focus();
    });
  });
  tool.querySelector("[data-mask-picture]").addEventListener("change", function (event) {
    var file = event.target.files[0];
    if (!file) {
      return;
    }
    window.pictures
      .opened(file)
      .then(function (picture) {
        boxes.open(picture);
        problem.hidden = true;
        form.hidden = false;
        say(words.sayOpened);
        canvas.focus();
      })
      .catch(function () {
        stop(words.sayUnreadable);
      });
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (!boxes.count()) {
      say(words.sayNone);
      return;
    }
    problem.hidden = send.disabled = true;
    far.hidden = false;
    window.pictures.written(boxes.plain(), words.fileName + ".jpg").then(function (file) {
      window.sendFile(form, words.field, file, {
        far: function (percent) {
          far.value = percent;
        },
        kept: function () {
          location.assign(words.back);
        },
        refused: stop,
        stopped: stop,
        broken: function () {
          stop(words.sayOffline);
        },
      });
    });
  });
})();
