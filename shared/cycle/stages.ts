/** The four stages of the partnering cycle (domain.md section 2). The threshold, agreeing to partner, lies between A and B. */
export const STAGES = ['A', 'B', 'C', 'D'] as const

/** One of the four stages. */
export type Stage = (typeof STAGES)[number]

/** Which list of twelve names the steps: the steps by stage, or the older list of phases that is also in use. */
export const LABEL_SETS = ['steps', 'phases'] as const

/** One of the two lists of names. */
export type LabelSet = (typeof LABEL_SETS)[number]

/** How much of the cycle a partnership plans to walk: all of it, or the two careful points of a fast one. */
export const CYCLE_PRESETS = ['full', 'short'] as const

/** One of the two presets. */
export type CyclePreset = (typeof CYCLE_PRESETS)[number]

/** Where an artifact belongs: in one of the stages, or at the threshold that leads from A to B. */
export type Place = Stage | 'threshold'

/** What should exist at the end of each stage, in the order of the ring; those of the threshold are its bar. */
export const ARTIFACTS_AT = {
  A: ['stakeholder-map', 'partner-assessments', 'interests', 'resource-map', 'ground-rules'],
  threshold: ['agreement', 'assent', 'signatures'],
  B: ['decision-log', 'action-log', 'communications-plan', 'risk-log'],
  C: ['health-check', 'review-report', 'amended-agreement'],
  D: ['moving-on-plan', 'case-study', 'handover-record'],
} as const

/** Something that a partnership makes on its way round. */
export type ArtifactId = (typeof ARTIFACTS_AT)[Place][number]

/** Every artifact in the order of the ring. */
export const ARTIFACTS: readonly [ArtifactId, ...ArtifactId[]] = [
  ...ARTIFACTS_AT.A,
  ...ARTIFACTS_AT.threshold,
  ...ARTIFACTS_AT.B,
  ...ARTIFACTS_AT.C,
  ...ARTIFACTS_AT.D,
]

/** Numbers of the twelve steps that each stage holds; both lists of names divide alike. */
export const STEPS_AT: Readonly<Record<Stage, readonly number[]>> = {
  A: [1, 2, 3, 4],
  B: [5, 6, 7],
  C: [8, 9, 10],
  D: [11, 12],
}

/** The stages that a preset stops at: the short cycle is careful at its beginning and at its review. */
export function stagesOf(preset: CyclePreset): readonly Stage[] {
  return preset === 'short' ? ['A', 'C'] : STAGES
}

/** What a broker says of an artifact: it is kept elsewhere, it is not here, or this partnership needs none. */
export const MARKINGS = ['in-place', 'missing', 'not-needed'] as const

/** One of the three. */
export type Marking = (typeof MARKINGS)[number]
