/* Pictures on the device: opened upright, as small as the portal keeps them, written without a camera's notes. */
window.pictures = (function () {
  "use strict";
  var EDGE = 2400;

  /* A canvas with the picture; fails where this browser cannot read it. */
  function opened(file) {
    return createImageBitmap(file, { imageOrientation: "from-image" }).then(function (picture) {
      var scale = Math.min(1, EDGE / Math.max(picture.width, picture.height)),
        canvas = document.createElement("canvas"),
        pen = canvas.getContext("2d");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      return canvas;
    });
  }
  function written(canvas, name) {
    return new Promise(function (resolve, reject) {
      canvas.toBlob(
        function (blob) {
          if (!blob) {
            reject(new Error("no picture"));
            return;
          }
          resolve(new File([blob], name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" }));
        },
        "image/jpeg",
        0.9,
      );
    });
  }
  /* A large photo made smaller; whatever cannot be, as it is. */
  function smaller(file) {
    if (!/^image\//.test(file.type) || file.size < 2e6 || !window.createImageBitmap) {
      return Promise.resolve(file);
    }
    return opened(file)
      .then(function (canvas) {
        return written(canvas, file.name);
      })
      .catch(function () {
        return file;
      });
  }
  return { opened: opened, written: written, smaller: smaller };
})();
