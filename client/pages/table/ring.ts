import { svg, type TemplateResult } from 'lit'
import { html } from 'lit'
import { msg, str } from '@lit/localize'
import { type ArtifactStanding, artifactsAt, countInPlace } from '../../../shared/cycle/in-place.ts'
import { type CyclePreset, STAGES, type Stage, stagesOf } from '../../../shared/cycle/stages.ts'
import { stageLetter, stageName } from '../../ledger/cycle-words.ts'
import { formatNumber } from '../../ui/format.ts'

const MIDDLE = 160
/** Degrees that a stage leaves free at each end of its quarter, and between two segments. */
const END = 5
const GAP = 2.2
/** Outer and inner radius of what stands out, and of what is still to come. */
const STRONG: readonly [number, number] = [123, 101]
const FAINT: readonly [number, number] = [117, 107]

/** How a segment is drawn; `half` is begun. */
type Drawn = 'full' | 'half' | 'dashed' | 'outline' | 'gone'

/**
 * The cycle as a ring, clockwise in every language: one segment for each artifact, the threshold as a bar at three o'clock.
 * A picture with its number in words; `open` is called with the artifact whose segment was clicked. Its keyboard twin is
 * the list of artifacts beside it.
 */
export function ring(options: {
  all: readonly ArtifactStanding[]
  stage: Stage
  preset: CyclePreset
  open: (one: ArtifactStanding) => void
}): TemplateResult {
  const { all, stage, preset, open } = options
  const here = countInPlace(artifactsAt(all, stage))
  const [done, of] = [formatNumber(here.done), formatNumber(here.all)]
  const [letter, name] = [stageLetter(stage), stageName(stage)]
  const label = msg(str`The partnering cycle. Stage ${letter}, ${name}: ${done} of ${of} in place.`)
  const stages = stagesOf(preset)
  return html`<svg class="ring" viewBox="0 0 320 320" role="img" aria-label=${label}>
    ${STAGES.map((one, quarter) =>
      stages.includes(one)
        ? artifactsAt(all, one).map((standing, at, row) =>
            segment(standing, drawnAs(standing, one, stage), bounds(quarter, at, row.length), open),
          )
        : svg`<path class="seg-skipped" d=${arc(112, bounds(quarter, 0, 1))}></path>`,
    )}
    ${threshold(all, open)}
    <text class="ring-stage" x="160" y="156">${msg(str`Stage ${letter}`)}</text>
    <text x="160" y="180">${msg(str`${done} of ${of} in place`)}</text>
    ${STAGES.map((one, quarter) => stageMark(one, quarter, one === stage))}
  </svg>`
}

function stageMark(stage: Stage, quarter: number, now: boolean): TemplateResult {
  const [x, y] = point(139, quarter * 90 + 45)
  return svg`<text class=${now ? 'ring-letter now' : 'ring-letter'} x=${x} y=${y + 6}>${stageLetter(stage)}</text>`
}

function drawnAs({ progress }: ArtifactStanding, at: Stage, now: Stage): Drawn {
  if (progress === 'in-place') return 'full'
  if (progress === 'not-needed') return 'gone'
  if (STAGES.indexOf(at) > STAGES.indexOf(now)) return 'outline'
  return progress === 'begun' ? 'half' : 'dashed'
}

function segment(
  standing: ArtifactStanding,
  drawn: Drawn,
  [from, to]: readonly [number, number],
  open: (one: ArtifactStanding) => void,
): TemplateResult {
  const strong = drawn === 'full' || drawn === 'half' || drawn === 'dashed'
  const middle = (from + to) / 2
  return svg`<g class="seg" @click=${() => open(standing)}>
    <path class="seg-touch" d=${wedge([132, 92], [from - GAP / 2, to + GAP / 2])}></path>
    ${drawn === 'half' ? svg`<path class="seg-full" d=${wedge(STRONG, [from, middle])}></path>` : ''}
    ${
      drawn === 'gone'
        ? svg`<path class="seg-skipped" d=${arc(112, [from, to])}></path>`
        : svg`<path class=${`seg-${drawn === 'half' ? 'dashed' : drawn}`} d=${wedge(strong ? STRONG : FAINT, [from, to])}></path>`
    }
  </g>`
}

/** The bar between A and B: thick and filled once all of the threshold is in place. */
function threshold(all: readonly ArtifactStanding[], open: (one: ArtifactStanding) => void): TemplateResult {
  const bar = artifactsAt(all, 'threshold')
  const { done, all: of } = countInPlace(bar)
  const [first] = bar
  return svg`<g class="seg" @click=${() => first && open(first)}>
    <rect class="seg-touch" x="246" y="152" width="52" height="16"></rect>
    <rect class=${of > 0 && done === of ? 'bar crossed' : 'bar'} x="252" y="158" width="40" height="4"></rect>
  </g>`
}

function bounds(quarter: number, at: number, of: number): readonly [number, number] {
  const span = (90 - 2 * END - GAP * (of - 1)) / of
  const from = quarter * 90 + END + at * (span + GAP)
  return [from, from + span]
}

function wedge([outer, inner]: readonly [number, number], [from, to]: readonly [number, number]): string {
  const [a, b, c, d] = [point(outer, from), point(outer, to), point(inner, to), point(inner, from)]
  return `M${a.join(' ')}A${outer} ${outer} 0 0 1 ${b.join(' ')}L${c.join(' ')}A${inner} ${inner} 0 0 0 ${d.join(' ')}z`
}

function arc(radius: number, [from, to]: readonly [number, number]): string {
  return `M${point(radius, from).join(' ')}A${radius} ${radius} 0 0 1 ${point(radius, to).join(' ')}`
}

/** A point by its radius and its angle in degrees from twelve o'clock, clockwise. */
function point(radius: number, degrees: number): readonly [number, number] {
  const angle = (degrees * Math.PI) / 180
  return [round(MIDDLE + radius * Math.sin(angle)), round(MIDDLE - radius * Math.cos(angle))]
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
