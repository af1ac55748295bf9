/* Sends each chosen file by itself, one after the other: one that is refused or cut off stops no other.
   Without scripts the same fields go along with the page's form. */
(function () {
  "use strict";
  var form = document.querySelector("[data-papers]"),
    pattern = document.querySelector("[data-sending-row]"),
    status = document.querySelector("[data-sending-said]"),
    WAITS = [2000, 5000, 15000],
    queue = [],
    busy = null,
    choices = 0,
    pressed = null;
  if (!form || !window.sendFile || !window.pictures) {
    return;
  }
  var words = form.dataset;

  function show(place) {
    place.querySelectorAll("[data-with-script], [data-without-script]").forEach(function (part) {
      part.hidden = part.hasAttribute("data-without-script");
    });
  }
  /* `state`: under way, stopped (it can be tried again) or refused. */
  function say(job, text, state) {
    job.row.querySelector("[data-words]").textContent = text;
    job.row.classList.toggle("file--refused", state === "refused");
    job.row.querySelector("[data-far]").hidden = state !== "under way";
    job.row.querySelector("[data-again]").hidden = state !== "stopped";
    if (state !== "under way") {
      status.textContent = job.file.name + ": " + text;
    }
  }
  /* What was wrong at an earlier choice is settled by a good file; what was chosen together with it is still said. */
  function settle(job) {
    job.paper.querySelectorAll(".file--refused, :scope > .invalid-feedback").forEach(function (old) {
      if (old.dataset.choice !== job.row.dataset.choice) {
        old.remove();
      }
    });
    job.paper.classList.remove("field--error");
  }
  function add(input, file) {
    var job = { name: input.dataset.send, file: file, tries: 0, paper: input.closest("[data-paper]") };
    job.row = pattern.content.firstElementChild.cloneNode(true);
    job.row.dataset.choice = choices;
    job.row.querySelectorAll("[data-name]").forEach(function (place) {
      place.textContent = file.name;
    });
    job.row.querySelector("[data-again]").addEventListener("click", function () {
      job.tries = 0;
      enqueue(job);
    });
    job.row.querySelector("[data-cancel]").addEventListener("click", function () {
      drop(job);
    });
    job.paper.querySelector("[data-sending]").append(job.row);
    enqueue(job);
  }
  function enqueue(job) {
    clearTimeout(job.timer);
    if (queue.indexOf(job) < 0 && busy !== job) {
      queue.push(job);
      say(job, words.sayWaiting, "under way");
    }
    next();
  }
  function drop(job) {
    clearTimeout(job.timer);
    queue = queue.filter(function (other) {
      return other !== job;
    });
    job.row.remove();
    if (busy === job) {
      if (job.request) {
        job.request.abort();
      }
      done();
    }
  }
  function next() {
    var job;
    if (busy || !queue.length) {
      return;
    }
    job = busy = queue.shift();
    window.pictures.smaller(job.file).then(function (file) {
      if (busy !== job) {
        return;
      }
      if (file.size > Number(words.mostBytes)) {
        end(job, words.sayTooLarge, "refused");
      } else {
        job.request = window.sendFile(form, job.name, file, fates(job));
      }
    });
  }
  function end(job, text, state) {
    say(job, text, state);
    done();
  }
  function done() {
    busy = null;
    next();
    if (pressed && !busy) {
      form.requestSubmit(pressed);
    }
  }
  function fates(job) {
    return {
      far: function (far) {
        job.row.querySelector("[data-far]").value = far;
        say(job, far < 100 ? words.saySending + " · " + far + " %" : words.sayLooking, "under way");
      },
      kept: function (body) {
        var page = new DOMParser().parseFromString(body.card, "text/html"),
          card = page.querySelector("[data-card]");
        job.paper.querySelector("[data-card]").replaceWith(card);
        show(card);
        settle(job);
        job.row.remove();
        status.textContent = job.file.name + ": " + body.message;
        done();
      },
      refused: function (text) {
        end(job, text, "refused");
      },
      stopped: function (text) {
        end(job, text, "stopped");
      },
      broken: function () {
        var wait = WAITS[job.tries];
        job.tries += 1;
        job.timer = wait && setTimeout(enqueue, wait, job);
        end(job, wait ? words.sayAgain : words.sayOffline, "stopped");
      },
    };
  }
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-send]")) {
      choices += 1;
      Array.from(event.target.files).forEach(function (file) {
        add(event.target, file);
      });
      event.target.value = "";
    }
  });
  /* Going on waits for what is on its way. */
  form.addEventListener("submit", function (event) {
    if (busy || queue.length) {
      event.preventDefault();
      pressed = event.submitter;
      status.textContent = words.sayLeaving;
    }
  });
  window.addEventListener("beforeunload", function (event) {
    if (busy || queue.length) {
      event.preventDefault();
    }
  });
  window.addEventListener("online", function () {
    document.querySelectorAll("[data-again]:not([hidden])").forEach(function (button) {
      button.click();
    });
  });
  show(document);
})();
