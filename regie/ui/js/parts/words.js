// Words that islands say, in the reader's language, written by the server on #words.
export function word(name, ...values) {
    const text = document.getElementById("words")?.dataset[name] ?? ""
    let index = 0
    return text.replace(/\{\}/g, () => values[index++] ?? "")
}

/** An icon of the page, copied, so that islands draw none of their own. */
export function drawing(name) {
    return document.querySelector(`#words [data-icon="${name}"] .icon`)?.cloneNode(true) ?? document.createTextNode("")
}

export function csrf() {
    return (
        document.querySelector("input[name=csrfmiddlewaretoken]")?.value ??
        document.cookie.match(/(?:^|; )regie_csrf=([^;]+)/)?.[1] ??
        ""
    )
}

/** POSTs a form's worth of values; resolves to the response. */
export function send(address, values = {}) {
    const body = values instanceof FormData ? values : new URLSearchParams(values)
    return fetch(address, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": csrf(), "X-Requested-With": "fetch" },
        credentials: "same-origin",
    })
}

/** Says a sentence to those who do not see the page. */
export function say(text) {
    let region = document.getElementById("said")
    if (!region) {
        region = Object.assign(document.createElement("div"), { id: "said", className: "visually-hidden" })
        region.setAttribute("role", "status")
        region.setAttribute("aria-live", "assertive")
        document.body.append(region)
    }
    region.textContent = ""
    requestAnimationFrame(() => {
        region.textContent = text
    })
}

/** The reader’s language as it writes dates and numbers here: English as in Europe. */
export const tongue = () => (document.documentElement.lang.startsWith("en") ? "en-GB" : document.documentElement.lang)

export const isTyping = (target) =>
    target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]") != null
