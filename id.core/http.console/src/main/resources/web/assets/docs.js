"use strict";
const documents = ["oauth", "station", "verification", "admin", "osia-enrollment-1.3.0", "osia-3rdparty-1.2.0",
  "osia-uin-1.2.0", "govstack-enrollment-1.0.0"];
SwaggerUIBundle({
  dom_id: "#browser",
  urls: documents.map((name) => ({ name, url: "/docs/openapi/" + name + ".yaml" })),
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: "StandaloneLayout",
  validatorUrl: null,
  // The published documents name example servers: calls go to this one.
  requestInterceptor: (request) => {
    const url = new URL(request.url, location.origin);
    request.url = location.origin + url.pathname + url.search;
    return request;
  },
});
