// Menus and popovers open by themselves (popovertarget); this puts them beside what opened them and moves in them by keys.
// Dialogs are native; what asks before it acts opens one.
import { word } from "./words.js"

const GAP = 4

function opener(popover) {
    return document.querySelector(`[popovertarget="${CSS.escape(popover.id)}"]`)
}

function place(popover) {
    const button = opener(popover)
    if (!button) return
    const at = button.getBoundingClientRect()
    const own = popover.getBoundingClientRect()
    const fitsEnd = at.left + own.width <= innerWidth - 8
    const left = fitsEnd ? at.left : Math.max(8, at.right - own.width)
    const below = at.bottom + GAP
    const top = below + own.height <= innerHeight - 8 ? below : Math.max(8, at.top - own.height - GAP)
    popover.style.setProperty("left", `${left}px`)
    popover.style.setProperty("top", `${top}px`)
}

const enter = (popover) => popover.querySelector("input:not([type=hidden]), button, a")?.focus()

document.addEventListener(
    "toggle",
    (event) => {
        const popover = event.target
        if (!popover.matches?.("[popover]")) return
        const isOpen = event.newState === "open"
        opener(popover)?.setAttribute("aria-expanded", String(isOpen))
        if (!isOpen) return
        place(popover)
        if (popover.matches("[data-menu]")) items(popover)[0]?.focus()
        else enter(popover)
    },
    true,
)

for (const name of ["scroll", "resize"])
    addEventListener(name, () => document.querySelectorAll("[popover]:popover-open").forEach(place), {
        passive: true,
        capture: true,
    })

// What htmx brings into an open popover changes its size.
document.addEventListener("htmx:afterSettle", (event) => {
    const popover = event.target.closest?.("[popover]:popover-open")
    if (!popover) return
    place(popover)
    if (document.activeElement === document.body) enter(popover) // what held the focus was replaced
})

const items = (menu) => [...menu.querySelectorAll(".menu__item:not([aria-disabled=true])")]

document.addEventListener("keydown", (event) => {
    const menu = event.target.closest?.("[data-menu]")
    if (!menu) return
    const all = items(menu)
    const at = all.indexOf(document.activeElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (to !== undefined) {
        event.preventDefault()
        all.at(to % all.length)?.focus()
    } else if (event.key === "Tab") {
        menu.hidePopover?.()
    } else if (event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey) {
        const letter = event.key.toLowerCase()
        const next = [...all.slice(at + 1), ...all].find((item) => item.textContent.trim().toLowerCase().startsWith(letter))
        next?.focus()
        event.stopPropagation()
    }
})

/** A native dialog over the page; focus goes back where it was. */
export function openDialog(dialog) {
    const before = document.activeElement
    if (!dialog.isConnected) document.body.append(dialog)
    if (!dialog.open) dialog.showModal()
    dialog.addEventListener("close", () => before?.isConnected && before.focus(), { once: true })
    return dialog
}

document.addEventListener("click", (event) => {
    const target = event.target
    if (target.closest("[data-closes]")) {
        const box = target.closest("dialog, [popover]")
        if (box?.close) box.close()
        else box?.hidePopover?.()
    }
    const opens = target.closest("[data-dialog]")
    const dialog = opens && document.getElementById(opens.dataset.dialog)
    if (dialog) {
        event.preventDefault()
        openDialog(dialog)
    }
    if (target instanceof HTMLDialogElement && !target.hasAttribute("data-stays")) {
        const box = target.getBoundingClientRect()
        const isInside =
            event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom
        if (!isInside && event.clientX) target.close()
    }
})

// data-ask: a sentence before what cannot be undone; the button's own word is the one that does it.
document.addEventListener(
    "click",
    (event) => {
        const button = event.target.closest("[data-ask]")
        if (!button || button.dataset.asked) return
        event.preventDefault()
        event.stopImmediatePropagation()
        const dialog = document.createElement("dialog")
        dialog.className = "dialog"
        const text = Object.assign(document.createElement("p"), {
            className: "dialog__title",
            id: "asked",
            textContent: button.dataset.ask,
        })
        const actions = Object.assign(document.createElement("div"), { className: "dialog__actions" })
        const no = Object.assign(document.createElement("button"), {
            className: "button",
            type: "button",
            textContent: word("cancel"),
        })
        const yes = Object.assign(document.createElement("button"), {
            className: "button",
            type: "button",
            textContent: button.textContent.trim(),
        })
        yes.dataset.kind = button.dataset.kind || "primary"
        dialog.setAttribute("aria-labelledby", "asked")
        actions.append(no, yes)
        dialog.append(text, actions)
        no.addEventListener("click", () => dialog.close())
        yes.addEventListener("click", () => {
            dialog.close()
            button.dataset.asked = "yes"
            button.click()
            delete button.dataset.asked
        })
        dialog.addEventListener("close", () => dialog.remove())
        openDialog(dialog)
        no.focus()
    },
    true,
)
