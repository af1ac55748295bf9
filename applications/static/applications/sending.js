/* Sends one file to the page of its form, and tells what became of it:
   `told` has far(percent), kept(body), refused(words), stopped(words) and broken(). */
window.sendFile = function (form, name, file, told) {
  "use strict";
  var words = form.dataset,
    page = form.getAttribute("action") || location.pathname,
    request = new XMLHttpRequest(),
    isRenewed = false;

  function send() {
    var data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("act", "");
    data.append("autosave", "1");
    data.append(name, file, file.name);
    request.open("POST", page);
    request.timeout = 300000;
    request.send(data);
  }
  request.upload.onprogress = function (event) {
    told.far(Math.round((100 * event.loaded) / event.total));
  };
  request.onerror = request.ontimeout = told.broken;
  request.onload = function () {
    var body = { code: "failed" };
    try {
      body = JSON.parse(request.responseText);
    } catch (error) {
      /* No answer of ours: a fault on the way. */
    }
    if (body.code === "saved") {
      told.kept(body);
    } else if (request.status === 403 && !isRenewed) {
      renew();
    } else if (body.code === "signed_out" || request.status === 403) {
      told.stopped(words.saySignedOut);
    } else if (body.code === "failed" || body.code === "scanner_away") {
      told.stopped(body.message || words.sayFailed);
    } else {
      told.refused(body.message);
    }
  };
  /* The same person signed in again in another tab: a fresh token lies in the page itself. */
  function renew() {
    isRenewed = true;
    fetch(page, { credentials: "same-origin" })
      .then(function (answer) {
        return answer.text();
      })
      .then(function (text) {
        var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-papers]");
        if (fresh && fresh.dataset.key === words.key) {
          form.elements.csrfmiddlewaretoken.value = fresh.elements.csrfmiddlewaretoken.value;
          send();
        } else {
          told.stopped(words.saySignedOut);
        }
      })
      .catch(told.broken);
  }
  send();
  return request;
};
