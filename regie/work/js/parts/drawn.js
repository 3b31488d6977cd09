// What a viewer and a modeler share: our colours and letters, and what stands on the shapes.
class House {
    constructor(bpmnRenderer) {
        const { handlers } = bpmnRenderer
        // Nearly all steps are somebody's: a figure on each says nothing.
        handlers["bpmn:UserTask"] = handlers["bpmn:Task"]
        // Lanes are columns of a page, not boxes.
        for (const type of ["bpmn:Lane", "bpmn:Participant"]) {
            const draw = handlers[type]
            handlers[type] = (graphic, element, attrs) => {
                const drawn = draw(graphic, element, { ...attrs, stroke: "var(--rule-strong)", fill: "transparent" })
                for (const text of graphic.querySelectorAll("text")) text.style.fill = "var(--ink-soft)"
                return drawn
            }
        }
    }
}
House.$inject = ["bpmnRenderer"]

export const look = {
    bpmnRenderer: {
        defaultFillColor: "var(--raised)",
        defaultStrokeColor: "var(--ink-soft)",
        defaultLabelColor: "var(--ink)",
    },
    textRenderer: {
        defaultStyle: { fontFamily: "Inter, system-ui, sans-serif", fontSize: 13.5, fontWeight: "500", lineHeight: 1.2 },
        externalStyle: { fontSize: 11, fontWeight: "400", lineHeight: 1.25 },
    },
}

const AS_TALL = { min: 0.85, max: 1.2 } // counts are read however far one stands

export const house = { __init__: ["house"], house: ["type", House] }

// Counts of runs on the upper corner of a step, a wash over those spoken of (`here`), and a mark where something is to be mended. Said aloud by the table, not here.
export function annotate(drawn, tokens, marks, here = []) {
    const overlays = drawn.get("overlays")
    const registry = drawn.get("elementRegistry")
    overlays.clear()
    for (const [id, count] of Object.entries(tokens)) {
        if (!registry.get(id)) continue
        const html = Object.assign(document.createElement("span"), { className: "diagram__count", textContent: count })
        html.setAttribute("aria-hidden", "true")
        overlays.add(id, "tokens", { scale: AS_TALL, position: { top: -11, right: 11 }, html })
    }
    for (const id of here) {
        const drawing = registry.get(id) && registry.getGraphics(id).querySelector(".djs-visual > rect")
        drawing?.style.setProperty("fill", "var(--watch-wash)")
        drawing?.style.setProperty("stroke", "var(--watch-mark)")
    }
    for (const [id, [state, why]] of Object.entries(marks)) {
        const shape = registry.get(id)
        if (!shape || shape.waypoints) continue
        const html = Object.assign(document.createElement("span"), { className: "diagram__mark", title: why })
        html.dataset.state = state
        html.append(sign(state))
        overlays.add(id, "marks", { scale: AS_TALL, position: { top: -9, left: -9 }, html })
    }
}

const SIGNS = {
    breach: ["M8 .9 15.1 8 8 15.1.9 8z", "M8 4.75v3.75M8 11v.01"],
    watch: ["M8 1.5 15 14H1z", "M8 6.25v3.25M8 11.75v.01"],
    good: ["M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z", "M5 8.25 7.25 10.5 11 6"],
    wait: ["M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z", "M8 4.5V8l2.5 1.5"],
}

function sign(state) {
    const made = (tag, attributes) => {
        const node = document.createElementNS("http://www.w3.org/2000/svg", tag)
        for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
        return node
    }
    const svg = made("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" })
    const [whole, cut] = SIGNS[state] ?? SIGNS.wait
    svg.append(made("path", { d: whole, class: "icon__solid" }), made("path", { d: cut, class: "icon__cut" }))
    return svg
}
