// What every page loads: htmx and the small islands. Each island enhances markup that works without it.
import htmx from "htmx.org/dist/htmx.esm.js"
import "./parts/requests.js"
import "./parts/theme.js"
import "./parts/floating.js"
import { listen } from "./parts/toasts.js"
import "./parts/palette.js"
import "./parts/shortcuts.js"
import "./parts/drafts.js"
import "./parts/leaving.js"
import "./parts/unfolded.js"
import "./parts/cell-edit.js"
import "./parts/file-drop.js"
import "./parts/sortable.js"
import "./parts/tabs.js"
import "./parts/table.js"
import "./parts/figure-grid.js"
import "./parts/clocks.js"
import "./parts/name-picker.js"
import "./parts/small.js"

listen()

globalThis.htmx = htmx
