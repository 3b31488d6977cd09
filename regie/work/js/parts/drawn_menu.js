// The menus of bpmn-js, kept inside what the reader sees: by itself it measures the page, which is longer than the window, and lets
// a menu that is too wide for one side hang out of the other.
const EDGE = 8

function houseMenu(popupMenu) {
    popupMenu._ensureVisible = (menu, wanted) => {
        const { width, height } = menu.getBoundingClientRect()
        const seen = globalThis.visualViewport ?? { width: innerWidth, height: innerHeight }
        const within = (place, size, room) => Math.max(EDGE, Math.min(place, room - size - EDGE))
        return { x: within(wanted.x, width, seen.width), y: within(wanted.y, height, seen.height) }
    }
}
houseMenu.$inject = ["popupMenu"]

export const menu = { __init__: [houseMenu] }
