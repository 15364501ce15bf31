/** A box to place. */
export interface Box {
  readonly id: string
  readonly width: number
  readonly height: number
  /** Room at its top, part of its height, that no line goes to. */
  readonly above: number
}

/** A line between two boxes, with a label in it. */
export interface Line {
  readonly from: string
  readonly to: string
  readonly label: { readonly width: number; readonly height: number }
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** A box in its place: its upper left corner. */
export interface PlacedBox extends Point {
  readonly id: string
}

/** A line in its place, drawn from left to right. */
export interface PlacedLine {
  readonly line: Line
  /** The line begins at the box on the left. */
  readonly isForward: boolean
  /** Where it passes, level at each of them. */
  readonly points: readonly Point[]
  /** The middle of the label. */
  readonly label: Point
}

export interface Layout {
  readonly width: number
  readonly height: number
  readonly boxes: readonly PlacedBox[]
  readonly lines: readonly PlacedLine[]
}
