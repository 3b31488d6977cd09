// The theme changes at once; the server keeps it. The first paint is already right: the server writes data-theme.
import { send } from "./words.js"

document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-theme-choice]")
    if (!form) return
    event.preventDefault()
    const root = document.documentElement
    const isDark =
        getComputedStyle(root).colorScheme === "dark" ||
        (root.dataset.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches)
    const button = event.submitter
    const theme = button.classList.contains("menu__item") ? button.value : isDark ? "light" : "dark"
    if (theme) root.dataset.theme = theme
    else delete root.dataset.theme
    for (const other of document.querySelectorAll("[data-theme-choice] .menu__item"))
        other.toggleAttribute("aria-pressed", false) || (other.value === theme && other.setAttribute("aria-pressed", "true"))
    document.dispatchEvent(new CustomEvent("regie:theme", { detail: theme }))
    send(form.action, { theme }).catch(() => {})
})
