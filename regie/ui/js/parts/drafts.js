// Long texts save themselves. data-autosave="key" on a textarea keeps a draft on this device until its form is sent;
// data-autosave-address on a form sends what was typed to the server, two seconds after the last key.
import { send, word } from "./words.js"

const WAIT = 2000
const name = (field) => `draft:${field.dataset.autosave || location.pathname}:${field.name}`

function note(field, text) {
    let said = field.parentElement.querySelector("[data-draft-note]")
    if (!said) {
        said = Object.assign(document.createElement("p"), { className: "field__hint" })
        said.dataset.draftNote = ""
        said.setAttribute("role", "status")
        field.after(said)
    }
    said.textContent = text
    return said
}

function restore(field) {
    const kept = localStorage.getItem(name(field))
    if (kept === null || kept === field.value) {
        localStorage.removeItem(name(field))
        return
    }
    const before = field.value
    field.value = kept
    const said = note(field, `${word("draft")} `)
    const drop = Object.assign(document.createElement("button"), {
        type: "button",
        className: "link link--button",
        textContent: word("draftDrop"),
    })
    drop.addEventListener("click", () => {
        field.value = before
        localStorage.removeItem(name(field))
        said.textContent = ""
        field.focus()
    })
    said.append(drop)
    // What was found again is sent when its writer goes on or keeps it, never by itself: others may have written since.
    field.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "found" }))
}

export function prepare(root = document) {
    for (const field of root.querySelectorAll("textarea[data-autosave]:not([data-ready])")) {
        field.dataset.ready = ""
        restore(field)
    }
}

const timers = new WeakMap()

document.addEventListener("input", (event) => {
    const field = event.target
    if (field.matches?.("textarea[data-autosave]")) {
        try {
            localStorage.setItem(name(field), field.value)
        } catch {
            /* the device keeps no more: the page still holds the text */
        }
    }
    const form = field.closest?.("form[data-autosave-address]")
    if (!form || event.detail === "found") return
    clearTimeout(timers.get(form))
    timers.set(
        form,
        setTimeout(async () => {
            const answer = await send(form.dataset.autosaveAddress, new FormData(form)).catch(() => null)
            const place = form.querySelector("[data-autosave-note]")
            if (place) place.textContent = word(answer?.ok ? "saved" : answer?.status === 409 ? "faster" : "kept")
            if (answer?.ok) forget(form)
            const revision = answer?.headers.get("X-Revision")
            if (revision && form.elements.revision) form.elements.revision.value = revision
        }, WAIT),
    )
})

function forget(form) {
    for (const field of form.querySelectorAll("textarea[data-autosave]")) localStorage.removeItem(name(field))
}

// A form that was sent and came back without faults drops its draft; one with faults shows what was typed anyway.
document.addEventListener("submit", (event) => forget(event.target))
document.addEventListener("htmx:afterSettle", (event) => prepare(event.target))
prepare()
