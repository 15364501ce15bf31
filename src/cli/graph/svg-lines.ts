import type { GraphLink, GraphNode, ProjectGraph } from '../../app/graph/project-graph.js'
import { textWidth } from '../text-width.js'
import { layOut } from './layout/lay-out.js'
import type { Box, Line, PlacedLine, Point } from './layout/layout-types.js'
import { linkLabel } from './link-label.js'

const MARGIN = 24
const TITLE = 13
const SMALL = 11
/** Widths of letters differ from one sans-serif font to the next: room for the wide ones. */
const LETTER = 0.62
/** Height of a box without a line to itself, of one line to itself above it, and of a line at its side. */
const BOX = 44
const LOOP = 48
const PORT = 14
/** From one line of a label to the next. */
const TEXT_LINE = 13

interface DrawnLink extends Line {
  readonly link: GraphLink
  /** The label: relations, then columns. */
  readonly texts: readonly string[]
}

/** The graph as a picture: parents on the left, children on the right, with the label of each key beside the table that holds it. */
export function svgLines(graph: ProjectGraph): readonly string[] {
  const links = graph.links.map(drawn)
  const loopsOf = (id: string): readonly DrawnLink[] => links.filter(({ from, to }) => from === id && to === id)
  const boxes = graph.nodes.map((node) => boxOf(node, links, loopsOf(node.id)))
  const layout = layOut(boxes, links)
  const legend = legendOf(graph)
  const width = Math.ceil(Math.max(layout.width, ...legend.map((text) => widthOf(text, SMALL)))) + 2 * MARGIN
  const foot = Math.ceil(layout.height) + MARGIN
  const height = foot + TEXT_LINE * legend.length + MARGIN
  const sizes = new Map(boxes.map((box) => [box.id, box]))
  const places = new Map(layout.boxes.map((box) => [box.id, box]))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, sans-serif">`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    `<g transform="translate(${MARGIN} ${MARGIN})">`,
    // Lines first: labels and boxes stand on them.
    ...layout.lines.flatMap((placed) => lineOf(placed, links)),
    ...layout.lines.flatMap(({ line, label }) => labelOf(links.find((each) => each === line), label)),
    ...graph.nodes.flatMap((node) => nodeOf(node, { ...(sizes.get(node.id) ?? EMPTY), ...(places.get(node.id) ?? { x: 0, y: 0 }) }, loopsOf(node.id))),
    ...legend.map((text, index) => `<text x="0" y="${at(foot - 4 + TEXT_LINE * index)}" font-size="${SMALL}" fill="#6b7688">${escaped(text)}</text>`),
    '</g>',
    '</svg>',
  ]
}

function drawn(link: GraphLink): DrawnLink {
  const names = [...link.down, ...link.up].join(' / ')
  const columns = `${link.columns.join(', ')}${link.isMorph ? ' (morph)' : ''}`
  const texts = names === '' ? [columns] : [names, columns]
  const width = Math.max(...texts.map((text) => widthOf(text, SMALL))) + 12
  return { link, texts, from: link.parent, to: link.child, label: { width, height: TEXT_LINE * texts.length + 4 } }
}

const EMPTY: Omit<Box, 'id'> = { width: 0, height: 0, above: 0 }

function boxOf({ id, factory, table }: GraphNode, links: readonly DrawnLink[], loops: readonly DrawnLink[]): Box {
  const own = Math.max(widthOf(factory ?? table, TITLE), widthOf(table, SMALL)) + 28
  const sides = [links.filter(({ from, to }) => from === id && to !== id).length, links.filter(({ from, to }) => to === id && from !== id).length]
  return {
    id,
    width: Math.max(own, ...loops.map(({ label }) => label.width)),
    height: Math.max(BOX, PORT * (Math.max(...sides) + 1)) + LOOP * loops.length,
    above: LOOP * loops.length,
  }
}

function nodeOf({ factory, table }: GraphNode, { x, y, width, height, above }: Omit<Box, 'id'> & Point, loops: readonly DrawnLink[]): readonly string[] {
  const top = y + above
  const middle = (top + y + height) / 2
  const style = factory === undefined ? 'fill="#f5f5f5" stroke="#888888" stroke-dasharray="4 3"' : 'fill="#eef4ff" stroke="#3b5b92"'
  const text = (content: string, line: number, rest: string): string => `<text x="${at(x + width / 2)}" y="${at(line)}" text-anchor="middle" ${rest}>${escaped(content)}</text>`
  return [
    ...loops.flatMap((loop, index) => loopOf(loop, { x: x + width / 2, top, height: LOOP * (index + 1) })),
    `<rect x="${at(x)}" y="${at(top)}" width="${at(width)}" height="${at(y + height - top)}" rx="4" ${style}/>`,
    ...(factory === undefined
      ? [text(table, middle + 4, `font-size="${SMALL}" fill="#333333"`)]
      : [text(factory, middle - 3, `font-size="${TITLE}" font-weight="bold" fill="#1b2b4b"`), text(table, middle + 13, `font-size="${SMALL}" fill="#44546f"`)]),
  ]
}

/** A line from a box to itself, above it. */
function loopOf(loop: DrawnLink, { x, top, height }: { readonly x: number; readonly top: number; readonly height: number }): readonly string[] {
  const path = `M ${at(x + 18)} ${at(top)} C ${at(x + 30)} ${at(top - height)} ${at(x - 30)} ${at(top - height)} ${at(x - 18)} ${at(top)}`
  return [`<path d="${path}" ${strokeOf(loop.link)}/>`, ...labelOf(loop, { x, y: top - height * 0.75 })]
}

/** Level at every point, in curves between them, with a bar at the parent and a crow's foot at the child. */
function lineOf({ line, isForward, points }: PlacedLine, links: readonly DrawnLink[]): readonly string[] {
  const link = links.find((each) => each === line)?.link
  const [first, ...rest] = points
  if (link === undefined || first === undefined) return []
  let path = `M ${at(first.x)} ${at(first.y)}`
  let before = first
  for (const point of rest) {
    const half = (before.x + point.x) / 2
    path += ` C ${at(half)} ${at(before.y)} ${at(half)} ${at(point.y)} ${at(point.x)} ${at(point.y)}`
    before = point
  }
  const foot = link.isOne ? barAt : footAt
  const ends = isForward ? [barAt(first, 1), foot(before, -1)] : [foot(first, 1), barAt(before, -1)]
  return [`<path d="${path} ${ends.join(' ')}" ${strokeOf(link)}><title>${escaped(`${link.child} to ${link.parent}: ${linkLabel(link)}`)}</title></path>`]
}

/** `way`: where the line goes from here, 1 to the right and -1 to the left. */
function barAt({ x, y }: Point, way: 1 | -1): string {
  return `M ${at(x + 8 * way)} ${at(y - 5)} V ${at(y + 5)}`
}

function footAt({ x, y }: Point, way: 1 | -1): string {
  return `M ${at(x)} ${at(y - 5)} L ${at(x + 10 * way)} ${at(y)} L ${at(x)} ${at(y + 5)}`
}

function strokeOf({ up, down, makesParent }: GraphLink): string {
  const dashes = makesParent && up.length + down.length === 0 ? ' stroke-dasharray="2 3"' : ''
  return `fill="none" stroke="${makesParent ? '#b3541e' : '#8a94a6'}"${dashes}`
}

function labelOf(link: DrawnLink | undefined, { x, y }: Point): readonly string[] {
  if (link === undefined) return []
  const { width, height } = link.label
  const first = y - (TEXT_LINE * (link.texts.length - 1)) / 2 + 4
  return [
    `<rect x="${at(x - width / 2 + 3)}" y="${at(y - height / 2)}" width="${at(width - 6)}" height="${at(height)}" fill="#ffffff"/>`,
    ...link.texts.map((text, index) => {
      const style = index === link.texts.length - 1 ? 'fill="#6b7688"' : 'fill="#222222"'
      return `<text x="${at(x)}" y="${at(first + TEXT_LINE * index)}" text-anchor="middle" font-size="${SMALL}" ${style}>${escaped(text)}</text>`
    }),
  ]
}

/** What the colours and dashes say, where there are any. */
function legendOf({ nodes, links }: ProjectGraph): readonly string[] {
  return [
    ...(links.some(({ makesParent }) => makesParent) ? ['orange: definition() makes a parent where none is given; dotted: no relation says so'] : []),
    ...(nodes.some(({ factory }) => factory === undefined) ? ['dashed box: a pivot table, without a factory'] : []),
  ]
}

function widthOf(text: string, size: number): number {
  return Math.ceil(textWidth(text) * size * LETTER)
}

function at(position: number): string {
  return String(Math.round(position * 10) / 10)
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** XML has no place for control characters, not even escaped. */
function escaped(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ').replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
