/* Black boxes on a canvas over a picture, drawn with finger, mouse or keys.
   `changed` hears after each change; what comes back opens a picture, adds, chooses, undoes, and gives it plain. */
window.blackBoxes = function (canvas, changed) {
  "use strict";
  var pen = canvas.getContext("2d"),
    boxes = [],
    before = [],
    chosen = -1,
    held = null,
    picture = null;

  function draw(isPlain) {
    var box = boxes[chosen];
    pen.drawImage(picture, 0, 0);
    pen.fillStyle = "#000";
    boxes.forEach(function (one) {
      pen.fillRect(one.x, one.y, one.w, one.h);
    });
    if (box && !isPlain) {
      pen.lineWidth = Math.max(3, canvas.width / 200);
      pen.strokeStyle = "#ffb000";
      pen.strokeRect(box.x, box.y, box.w, box.h);
    }
  }
  function remember() {
    before.push(JSON.stringify(boxes));
  }
  function within(value, least, most) {
    return Math.min(Math.max(value, least), most);
  }
  function put(x, y, w, h) {
    boxes.push({ x: x, y: y, w: w, h: h });
    chosen = boxes.length - 1;
  }
  function change(act) {
    remember();
    act();
    draw();
    changed();
  }
  function undo() {
    if (before.length) {
      boxes = JSON.parse(before.pop());
      chosen = boxes.length - 1;
      draw();
      changed();
    }
  }
  function move(box, dx, dy) {
    box.x = within(box.x + dx, 0, canvas.width - box.w);
    box.y = within(box.y + dy, 0, canvas.height - box.h);
  }
  function stretch(box, dx, dy) {
    box.w = within(box.w + dx, 10, canvas.width - box.x);
    box.h = within(box.h + dy, 10, canvas.height - box.y);
  }
  function add() {
    var w = canvas.width / 4,
      h = canvas.height / 12;
    put((canvas.width - w) / 2, (canvas.height - h) / 2, w, h);
  }
  function place(event) {
    var rim = canvas.getBoundingClientRect();
    return {
      x: within(((event.clientX - rim.left) * canvas.width) / rim.width, 0, canvas.width),
      y: within(((event.clientY - rim.top) * canvas.height) / rim.height, 0, canvas.height),
    };
  }
  function hit(point) {
    return boxes.findIndex(function (box) {
      return point.x >= box.x && point.x <= box.x + box.w && point.y >= box.y && point.y <= box.y + box.h;
    });
  }
  canvas.addEventListener("pointerdown", function (event) {
    var point = place(event),
      found = hit(point);
    canvas.setPointerCapture(event.pointerId);
    remember();
    held = { from: point, isOld: found >= 0 };
    if (held.isOld) {
      chosen = found;
    } else {
      put(point.x, point.y, 0, 0);
    }
    draw();
  });
  canvas.addEventListener("pointermove", function (event) {
    var point = place(event),
      box = boxes[chosen];
    if (!held) {
      return;
    }
    if (held.isOld) {
      move(box, point.x - held.from.x, point.y - held.from.y);
      held.from = point;
    } else {
      box.x = Math.min(point.x, held.from.x);
      box.y = Math.min(point.y, held.from.y);
      box.w = Math.abs(point.x - held.from.x);
      box.h = Math.abs(point.y - held.from.y);
    }
    draw();
  });
  ["pointerup", "pointercancel"].forEach(function (name) {
    canvas.addEventListener(name, function () {
      var box = boxes[chosen],
        isTiny = held && !held.isOld && (box.w < 6 || box.h < 6);
      held = null;
      if (isTiny) {
        undo();
      }
      changed();
    });
  });
  canvas.addEventListener("keydown", function (event) {
    var step = canvas.width / 100,
      way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key],
      box = boxes[chosen];
    if (!box || !(way || event.key === "Delete" || event.key === "Backspace")) {
      return;
    }
    event.preventDefault();
    change(function () {
      if (way) {
        (event.shiftKey ? stretch : move)(box, way[0] * step, way[1] * step);
      } else {
        boxes.splice(chosen, 1);
        chosen = boxes.length - 1;
      }
    });
  });
  return {
    open: function (found) {
      picture = found;
      canvas.width = found.width;
      canvas.height = found.height;
      boxes = [];
      before = [];
      chosen = -1;
      draw();
    },
    add: function () {
      change(add);
    },
    next: function () {
      chosen = boxes.length ? (chosen + 1) % boxes.length : -1;
      draw();
      changed();
    },
    undo: undo,
    plain: function () {
      draw(true);
      return canvas;
    },
    count: function () {
      return boxes.length;
    },
    chosen: function () {
      return chosen;
    },
  };
};
