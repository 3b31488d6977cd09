// The modeler, fetched only when somebody begins to draw. Its words come from the page, in the reader's language.
import Modeler from "bpmn-js/lib/Modeler"
import { house, look } from "./parts/drawn.js"
import { keys } from "./parts/drawn_keys.js"
import { menu } from "./parts/drawn_menu.js"

export function modeler(container, words) {
    const translate = (text, values) => (words[text] ?? text).replace(/{([^}]+)}/g, (whole, name) => values?.[name] ?? whole)
    return new Modeler({
        ...look,
        container,
        zoomScroll: { enabled: false },
        additionalModules: [house, keys, menu, { translate: ["value", translate] }],
    })
}
