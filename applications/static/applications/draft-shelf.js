/* What was typed and not saved yet, kept on the device: `keep`, `forget`, and `restore`, true when something came back.
   Sensitive answers stay only as long as this tab lives. */
window.draftShelf = function (form) {
  "use strict";
  var shelf = "draft:" + form.dataset.key,
    sensitive = form.dataset.sensitive.split(" "),
    notTyped = ["csrfmiddlewaretoken", "version", "masked", "autosave"];

  /* What was typed, by name. */
  function typed(isSensitive) {
    var found = {};
    new FormData(form).forEach(function (value, name) {
      if (
        notTyped.indexOf(name) < 0 &&
        typeof value === "string" &&
        sensitive.indexOf(name) >= 0 === isSensitive
      ) {
        (found[name] = found[name] || []).push(value);
      }
    });
    return found;
  }
  function all() {
    return JSON.stringify([typed(false), typed(true)]);
  }
  function keep() {
    try {
      localStorage.setItem(
        shelf,
        JSON.stringify({ version: form.elements.version.value, typed: typed(false) }),
      );
      sessionStorage.setItem(shelf, JSON.stringify(typed(true)));
    } catch (error) {
      /* A device without room or without storage: the page itself still holds what was typed. */
    }
  }
  function forget() {
    try {
      localStorage.removeItem(shelf);
      sessionStorage.removeItem(shelf);
    } catch (error) {
      /* Nothing was kept. */
    }
  }
  function fill(kept, secret) {
    Array.prototype.forEach.call(form.elements, function (field) {
      var source = sensitive.indexOf(field.name) >= 0 ? secret : kept,
        values = source && source[field.name];
      if (!source || !field.name || notTyped.indexOf(field.name) >= 0) {
        return; // a tab that was closed keeps nothing sensitive: what is saved stands
      }
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked = !!values && values.indexOf(field.value) >= 0;
      } else if (values) {
        field.value = values[0];
      }
    });
  }
  function restore() {
    try {
      var kept = JSON.parse(localStorage.getItem(shelf)),
        secret = JSON.parse(sessionStorage.getItem(shelf));
    } catch (error) {
      return false;
    }
    if (!kept) {
      return false;
    }
    var before = all();
    fill(kept.typed, secret);
    if (all() === before) {
      forget();
      return false;
    }
    form.elements.version.value = kept.version;
    return true;
  }
  return { keep: keep, forget: forget, restore: restore };
};
