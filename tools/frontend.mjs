// Bundles what the browser loads into regie/ui/static/built/ (git-ignored): scripts, one style sheet, fonts, licences.
//
//   node tools/frontend.mjs [--watch]
//
// Each file directly in regie/<app>/js/ is a bundle of its own: ui/js/app.js is on every page, any other
// (chart.js) only where a page asks for it. What they import lies in folders below.
// The style sheet is ui's app.css, then each room's static/<app>/*.css in the layer of components.

import { copyFileSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import * as esbuild from "esbuild"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const built = join(root, "regie/ui/static/built")
const inter = join(root, "node_modules/@fontsource-variable/inter")
const subsets = ["latin", "latin-ext"]
// The same family as whole TTF files, which pictures drawn on the server need: browsers never load them.
const drawn = join(root, "node_modules/@expo-google-fonts/inter")
const weights = ["400Regular", "500Medium", "600SemiBold"]

function fontFaces() {
    const faces = readFileSync(join(inter, "opsz.css"), "utf8").matchAll(/\/\* (\S+) \*\/\s*(@font-face \{[^}]*\})/g)
    return [...faces]
        .filter(([, name]) => subsets.some((subset) => name === `inter-${subset}-opsz-normal`))
        .map(([, , face]) => face.replaceAll("./files/", `${inter}/files/`).replace(/'Inter Variable'/, "Inter"))
        .join("\n")
}

function fontFiles(outdir) {
    mkdirSync(join(outdir, "fonts"), { recursive: true })
    for (const weight of weights)
        copyFileSync(join(drawn, weight, `Inter_${weight}.ttf`), join(outdir, "fonts", `Inter-${weight}.ttf`))
}

function styleSheet() {
    const look = ["tokens.css", "app.css"].map((name) => join(root, "regie/ui/static/ui", name))
    const rooms = globSync("regie/*/static/*/*.css", { cwd: root })
        .filter((path) => !path.startsWith("regie/ui/"))
        .sort()
    return [
        `@import "fonts:inter";`,
        ...look.map((path) => `@import "${path}";`),
        ...rooms.map((path) => `@import "${join(root, path)}" layer(components);`),
    ].join("\n")
}

const virtual = {
    name: "virtual",
    setup(build) {
        build.onResolve({ filter: /^(fonts|styles):/ }, ({ path }) => ({ path, namespace: "virtual" }))
        build.onLoad({ filter: /.*/, namespace: "virtual" }, ({ path }) => ({
            contents: path === "fonts:inter" ? fontFaces() : styleSheet(),
            loader: "css",
            resolveDir: root,
        }))
    },
}

function entries() {
    const scripts = globSync("regie/*/js/*.js", { cwd: root }).map((path) => ({
        in: join(root, path),
        out: basename(path, ".js"),
    }))
    const names = scripts.map((script) => script.out)
    const twice = names.find((name, index) => names.indexOf(name) !== index)
    if (twice) throw new Error(`Two rooms have a bundle called ${twice}.js: rename one.`)
    return [...scripts, { in: "styles:app", out: "app" }]
}

function licences(inputs) {
    const packages = new Set(["@fontsource-variable/inter", "@expo-google-fonts/inter"])
    for (const path of Object.keys(inputs)) {
        const found = path.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//)
        if (found) packages.add(found[1])
    }
    return [...packages].sort().map((name) => {
        const folder = join(root, "node_modules", name)
        const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
        const files = globSync("{LICEN[SC]E*,licen[sc]e*,COPYING*}", { cwd: folder }).sort()
        const text = files.map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n")
        return `${name} ${about.version} (${about.license})\n${"=".repeat(72)}\n${text}\n`
    })
}

function options(outdir) {
    return {
        absWorkingDir: root,
        entryPoints: entries(),
        outdir,
        bundle: true,
        minify: true,
        format: "esm",
        target: ["es2022", "chrome123", "firefox121", "safari17.5"],
        loader: { ".woff2": "file", ".svg": "file" },
        external: ["/static/*"],
        assetNames: "fonts/[name]-[hash]",
        legalComments: "none",
        metafile: true,
        logLevel: "warning",
        plugins: [virtual],
    }
}

// What style and scripts name (fonts) comes before them, and what nothing names any more goes last.
function putInPlace(half) {
    const files = globSync("**/*.*", { cwd: half }).sort((a, b) => b.split("/").length - a.split("/").length)
    for (const file of files) {
        mkdirSync(dirname(join(built, file)), { recursive: true })
        renameSync(join(half, file), join(built, file))
    }
    for (const file of globSync("**/*.*", { cwd: built })) if (!files.includes(file)) rmSync(join(built, file))
    rmSync(half, { recursive: true, force: true })
}

if (process.argv.includes("--watch")) {
    fontFiles(built)
    const context = await esbuild.context({ ...options(built), minify: false, sourcemap: "inline", logLevel: "info" })
    await context.watch()
} else {
    // Built beside, then each file put in its place at once, so that a server that runs meanwhile never meets half of one.
    const half = `${built}.new`
    rmSync(half, { recursive: true, force: true })
    const result = await esbuild.build(options(half))
    fontFiles(half)
    writeFileSync(join(half, "LICENSES.txt"), licences(result.metafile.inputs).join("\n\n"))
    putInPlace(half)
    for (const name of globSync("*.{js,css}", { cwd: built }).sort()) {
        const bytes = readFileSync(join(built, name))
        console.log(
            `${name}: ${(bytes.length / 1024).toFixed(1)} KB, ${(gzipSync(bytes).length / 1024).toFixed(1)} KB compressed`,
        )
    }
}
