// What the keyboard and a little script add. Every page works without this file.
"use strict";

(() => {
  document.documentElement.classList.add("scripted");

  // --- Keys: single letters never fire in a field, and can be switched off ---------------------------------

  const LETTERS_OFF = "desk.letters-off";

  const lettersOff = () => {
    try {
      return localStorage.getItem(LETTERS_OFF) === "yes";
    } catch {
      return false;
    }
  };

  const switchLetters = (off) => {
    try {
      if (off) localStorage.setItem(LETTERS_OFF, "yes");
      else localStorage.removeItem(LETTERS_OFF);
    } catch {
      // Nothing can be kept in this browser: the choice holds for no longer than this page.
    }
    document.documentElement.classList.toggle("letters-off", off);
  };

  document.documentElement.classList.toggle("letters-off", lettersOff());

  const shown = (element) => Boolean(element && element.getClientRects().length);
  const first = (selector, within = document) => [...within.querySelectorAll(selector)].find(shown);

  const inField = (target) =>
    target.isContentEditable ||
    (target.matches("input, textarea, select") && !target.matches("[type=checkbox], [type=radio], [type=button], [type=submit]"));

  // Rows of the queue, notes of the article reader.
  const places = () => [...document.querySelectorAll(".row, .note[id]")].filter(shown);
  const current = () => document.querySelector(".is-current");

  const move = (step) => {
    const all = places();
    if (!all.length) return false;
    const at = all.indexOf(current());
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))];
    for (const place of all) {
      place.classList.toggle("is-current", place === next);
      if (place === next) place.setAttribute("aria-current", "true");
      else place.removeAttribute("aria-current");
    }
    if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
    next.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    next.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
    return true;
  };

  const press = (element) => {
    if (!shown(element) || element.getAttribute("aria-disabled") === "true") return false;
    element.click();
    return true;
  };

  const place = (selector) => (current() ? first(selector, current()) : first(selector));

  const open = (details) => {
    if (!details) return false;
    details.open = true;
    const field = first("input:not([type=hidden]), textarea, select", details);
    if (field) field.focus();
    return true;
  };

  const rate = (number) => {
    const choices = document.querySelectorAll("#verdict input[name=rating]");
    const choice = choices[number - 1];
    if (!choice) return false;
    choice.checked = true;
    choice.focus();
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };

  const letters = {
    "/": () => {
      const field = first(".search input[type=search], input[name=q]");
      if (!field) return false;
      field.focus();
      field.select();
      return true;
    },
    n: () => press(first('a[aria-keyshortcuts~="n"]')),
    j: () => move(1),
    k: () => move(-1),
    Enter: () => current() === document.activeElement && press(first("h2 a, .statement a, a", current())),
    t: () => press(place("button.take")),
    e: () => {
      const box = current() && current().querySelector(".expander");
      if (box) box.click();
      return Boolean(box);
    },
    p: () => {
      const details = current() ? current().querySelector(".priority") : document.querySelector(".claim-line .priority");
      if (details) details.open = !details.open;
      return Boolean(details);
    },
    v: () => open(document.querySelector("#add-evidence")),
    "?": () => showKeys(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      const target = event.key === "Enter" ? "[data-primary]" : event.key.toLowerCase() === "s" && !event.shiftKey ? "[data-save]" : "";
      // Inside another form than the verdict's, Ctrl+Enter sends that form.
      const own = event.key === "Enter" && event.target.form && event.target.form.id !== "verdict" ? event.target.form : null;
      if (own && own.method === "post") {
        event.preventDefault();
        own.requestSubmit();
      } else if (target && first(target)) {
        event.preventDefault();
        press(first(target));
      }
      return;
    }
    if (event.key === "Escape") {
      closePopovers(null);
      return;
    }
    if (lettersOff() || inField(event.target) || document.querySelector("dialog[open]")) return;
    const action = /^[1-9]$/.test(event.key) ? () => rate(Number(event.key)) : letters[event.key];
    if (action && action()) event.preventDefault();
  });

  // --- The dialog of keys ------------------------------------------------------------------------------------

  const KEYS = [
    [["j", "k"], "Next, previous claim"],
    [["Enter"], "Open the claim"],
    [["t"], "Assign to me"],
    [["e"], "Its appearances"],
    [["p"], "Its priority"],
    [["/"], "Search"],
    [["n"], "Add an article"],
    [["v"], "Add evidence"],
    [["1–5"], "Choose a rating"],
    [["Ctrl S"], "Save the draft"],
    [["Ctrl Enter"], "The main button of the page"],
    [["Esc"], "Close what floats"],
    [["?"], "These keys"],
  ];

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  let dialog = null;

  const showKeys = () => {
    if (!dialog) {
      const list = make("dl");
      for (const [keys, words] of KEYS) {
        const term = make("dt");
        keys.forEach((key, at) => term.append(at ? " " : "", make("kbd", { textContent: key })));
        list.append(term, make("dd", { textContent: words }));
      }
      const box = make("input", { type: "checkbox", checked: !lettersOff() });
      box.addEventListener("change", () => switchLetters(!box.checked));
      const close = make("button", { className: "button", type: "submit", textContent: "Close" });
      dialog = make(
        "dialog",
        { className: "keys-dialog" },
        make("h2", { id: "keys-h", textContent: "Keys" }),
        list,
        make("label", { className: "tick" }, box, " Single keys are on (Ctrl keys always are)"),
        make("form", { method: "dialog", className: "actions" }, close),
      );
      dialog.setAttribute("aria-labelledby", "keys-h");
      document.body.append(dialog);
    }
    dialog.showModal();
    return true;
  };

  // --- Popovers close when one leaves them -------------------------------------------------------------------

  const closePopovers = (except) => {
    for (const details of document.querySelectorAll(".priority[open], .pop-up[open]")) {
      if (except && details.contains(except)) continue;
      if (details.contains(document.activeElement)) details.querySelector("summary").focus();
      details.open = false;
    }
  };

  document.addEventListener("click", (event) => {
    if (event.isTrusted) closePopovers(event.target);
    if (event.target.closest("[data-show-keys]")) showKeys();
  });

  // --- Forms: counters, work not saved, one submission at a time ----------------------------------------------

  const count = (output) => {
    const field = document.getElementById(output.dataset.counts);
    if (!field) return;
    const length = [...field.value.trim().replace(/\s+/g, " ")].length;
    output.textContent = `${length} of ${output.dataset.most}`;
    output.classList.toggle("over", length > Number(output.dataset.most));
  };

  const counters = (root) => root.querySelectorAll("output[data-counts]").forEach(count);

  const changed = new Set();

  // What is written counts as there, saved or not: the bar does not ask for what stands before one's eyes.
  const needs = () => {
    const form = document.getElementById("verdict");
    if (!form) return;
    const written = { rating: form.elements.rating?.value, summary: form.elements.summary?.value.trim() };
    for (const [name, value] of Object.entries(written)) {
      const need = document.querySelector(`#needs [data-need="${name}"]`);
      const use = need?.querySelector("use");
      if (!use) continue;
      need.className = value ? "yes" : "no";
      need.querySelector(".vh").hidden = Boolean(value);
      use.setAttribute("href", use.getAttribute("href").replace(/#.*/, value ? "#check" : "#alert"));
    }
  };

  const note = (form) => {
    changed.add(form);
    if (form.id === "verdict") needs();
    const saved = document.querySelector("[data-saved]");
    if (saved && form.id === "verdict") saved.textContent = "Not saved";
  };

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.matches("[data-guarded]")) note(form);
    if (event.target.id) document.querySelectorAll(`output[data-counts="${CSS.escape(event.target.id)}"]`).forEach(count);
  });

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (event.target.matches("[data-submits]") && form) form.requestSubmit();
    else if (form && form.matches("[data-guarded]")) note(form);
  });

  let sent = null;

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || form.hasAttribute("hx-post")) return;
    if (form === sent) {
      event.preventDefault();
      return;
    }
    changed.delete(form);
    // Another form with words in it would lose them without a word: ask, as when leaving the page.
    if (changed.size && !confirm("Something else on this page is not saved and would be lost. Go on?")) {
      event.preventDefault();
      if (form.matches("[data-guarded]")) changed.add(form);
      return;
    }
    changed.clear();
    sent = form;
  });

  window.addEventListener("beforeunload", (event) => {
    if (changed.size) event.preventDefault();
  });

  // Back from the browser's memory of pages: what was sent may be sent again.
  window.addEventListener("pageshow", () => {
    sent = null;
  });

  // What the server gives back after a refusal is not saved yet; an empty form has nothing to lose.
  const holds = (form) =>
    [...form.elements].some((field) =>
      field.matches("[type=radio], [type=checkbox]") ? field.checked : field.matches("textarea, input:not([type=hidden])") && field.value.trim(),
    );

  for (const form of document.querySelectorAll("[data-guarded]")) {
    if ((form.hasAttribute("data-unsaved") || form.querySelector('[aria-invalid="true"]')) && holds(form)) changed.add(form);
  }

  counters(document);

  // A refusal comes back at the step's own address, which cannot be opened again: the review's can.
  const step = location.pathname.match(/^(.*\/reviews\/\d+\/)\w+\/$/);
  if (step) history.replaceState(history.state, "", step[1]);

  // --- Partial swaps: refusals come back as the row that explains them ------------------------------------------

  const notDone = () => {
    const words = "This was not done: you are signed out, or the desk cannot be reached. What you wrote is still here.";
    const banner = make("div", { className: "banner" }, make("p", { textContent: words }));
    banner.dataset.tone = "red";
    document.getElementById("messages")?.replaceChildren(banner);
    banner.scrollIntoView({ block: "center" });
  };

  document.addEventListener("htmx:sendError", (event) => {
    if (event.detail.requestConfig.verb === "post") notDone();
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { requestConfig, serverResponse, target, xhr } = event.detail;
    if ([403, 409, 422].includes(xhr.status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
    // An answer without what was to be swapped, such as the page to sign in on, would leave a hole in the page.
    if (requestConfig.verb === "post" && !serverResponse.includes(`id="${target.id}"`)) {
      event.detail.shouldSwap = false;
      notDone();
    }
  });

  // A step taken in place raises the review's version. What else is being written on the page was begun on the
  // version that this step was sent with, so it goes on from the new one; any other version stays, and is refused.
  document.addEventListener("htmx:afterSettle", (event) => {
    const { requestConfig, xhr } = event.detail;
    const banners = document.getElementById("banners");
    if (!banners || !requestConfig || requestConfig.verb !== "post") return;
    for (const form of changed) if (!form.isConnected) changed.delete(form);
    needs();
    if (xhr.status === 200) {
      const sentWith = requestConfig.parameters.version;
      for (const input of document.querySelectorAll('input[name="version"]')) {
        if (input.value === sentWith) input.value = banners.dataset.version;
      }
    }
    // What was pressed may be gone with what was swapped out: the focus goes to what is left to do there.
    const place = document.getElementById(event.detail.target.id);
    if (place && document.activeElement === document.body) {
      const next = ['[aria-invalid="true"]', "summary, textarea", "[tabindex]"];
      next.map((selector) => first(selector, place)).find(Boolean)?.focus();
    }
  });

  let swapped = "";

  document.addEventListener("htmx:beforeRequest", (event) => {
    const row = event.detail.elt.closest(".row");
    swapped = row && (row.classList.contains("is-current") || row.contains(document.activeElement)) ? row.id : "";
  });

  document.addEventListener("htmx:afterSettle", () => {
    const row = swapped && document.getElementById(swapped);
    swapped = "";
    if (!row) return;
    row.classList.add("is-current");
    row.setAttribute("aria-current", "true");
    row.focus({ preventScroll: true });
  });
})();
