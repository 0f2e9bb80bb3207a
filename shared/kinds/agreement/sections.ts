/** How far a clause binds (domain.md 6.1). */
export type Binding = 'binding' | 'intent' | 'values'

/** Heads that clauses are gathered under: who, why, what, how, what if, and the legal frame. */
export type ClauseGroup = 'who' | 'why' | 'what' | 'how' | 'what-if' | 'legal'

/** Every group in reading order. */
export const GROUPS: readonly [ClauseGroup, ...ClauseGroup[]] = ['who', 'why', 'what', 'how', 'what-if', 'legal']

/** A section that presets offer: its code, English heading and prompt questions; the client words them in other languages. */
export type Section = { code: string; group: ClauseGroup; binding: Binding; heading: string; prompt: string }

const section = (code: string, group: ClauseGroup, binding: Binding, heading: string, prompt: string): Section => ({
  code,
  group,
  binding,
  heading,
  prompt,
})

/** All sections of domain.md 6.1 in its order (annexes apart), after the scorecard tradition [S21][S22]. */
export const SECTIONS: readonly Section[] = [
  section(
    'W1',
    'who',
    'binding',
    'Parties and mission of each',
    'Who exactly is bound? In what capacity? What is each here to do in the world?',
  ),
  section(
    'W2',
    'who',
    'binding',
    'Representatives and mandates',
    'Who speaks for each party? What can they settle? Who stands in? How is a change announced?',
  ),
  section(
    'W3',
    'who',
    'intent',
    'Those not at the table',
    'Whose lives does this touch? How will they be heard and answered?',
  ),
  section('Y1', 'why', 'intent', 'Shared vision and problem', 'What would be different, for whom, by when?'),
  section('Y2', 'why', 'intent', 'Shared objectives', 'What will we do together that none can do alone?'),
  section(
    'Y3',
    'why',
    'intent',
    'Each party’s own objectives and benefits',
    'What must each gain to stay? Is each gain legitimate to the others?',
  ),
  section(
    'Y4',
    'why',
    'values',
    'Principles and behaviours',
    'Which principles? What would we see someone doing that shows or breaks each?',
  ),
  section('T1', 'what', 'binding', 'Scope and boundaries', 'What is in, what is out, what may we each still do alone?'),
  section('T2', 'what', 'binding', 'Activities and workplan', 'First twelve months? What must happen first?'),
  section(
    'T3',
    'what',
    'binding',
    'Contributions',
    'Who brings what, cash and not? On what condition? What if it does not arrive?',
  ),
  section(
    'T4',
    'what',
    'binding',
    'Roles and responsibilities',
    'Who leads, supports, advises? Who carries which risk?',
  ),
  section(
    'T5',
    'what',
    'intent',
    'Results and indicators',
    'How will we know about results, value to each party, and the health of the partnership?',
  ),
  section('T6', 'what', 'intent', 'Sustaining outcomes', 'What should outlast us, and who would hold it?'),
  section(
    'H1',
    'how',
    'binding',
    'Governance structure',
    'Which bodies, seats, chair rotation, secretariat or backbone?',
  ),
  section(
    'H2',
    'how',
    'binding',
    'Decision-making',
    'Which method for which kind of decision? Quorum by party and sector? What is delegated?',
  ),
  section(
    'H3',
    'how',
    'binding',
    'Accountability',
    'Who answers to whom: to each other, to own boards, to funders, to communities?',
  ),
  section(
    'H4',
    'how',
    'binding',
    'Money and resources management',
    'Who holds funds? Rules, audit, equity of overheads?',
  ),
  section(
    'H5',
    'how',
    'intent',
    'Communication between partners',
    'Rhythm, channels, language, response times, notice of bad news?',
  ),
  section(
    'H6',
    'how',
    'binding',
    'Public voice and branding',
    'Who may speak? Use of names and marks? Credit? Approval time?',
  ),
  section('H7', 'how', 'binding', 'Transparency', 'What is open to partners, to the public, to no one, and why?'),
  section(
    'H8',
    'how',
    'binding',
    'Data and privacy',
    'What is collected, by whom, where kept, who sees, how ended? Community data rights?',
  ),
  section('H9', 'how', 'binding', 'Intellectual property', 'Background, created, licence, after leaving?'),
  section(
    'H10',
    'how',
    'binding',
    'Confidentiality and conflicts of interest',
    'What is protected, how long, how are interests declared?',
  ),
  section(
    'H11',
    'how',
    'binding',
    'Ethics and safeguarding',
    'Safeguarding, anti-corruption, environment, free prior informed consent where relevant?',
  ),
  section(
    'H12',
    'how',
    'intent',
    'Capacity and support',
    'What help does a smaller party need to take full part? Who pays?',
  ),
  section(
    'H13',
    'how',
    'binding',
    'Broker or process role',
    'Is there one? Appointed by whom, paid how, accountable to whom?',
  ),
  section('H14', 'how', 'intent', 'Learning and review', 'When, by whom, what triggers an early review?'),
  section('I1', 'what-if', 'intent', 'Risks', 'What could go wrong for the partnership and for each party?'),
  section('I2', 'what-if', 'binding', 'Non-delivery', 'First conversation, remedy, consequence short of ending?'),
  section(
    'I3',
    'what-if',
    'binding',
    'Grievance and disagreement',
    'Who hears it, steps, time limits, mediator, safe route for a junior or small party?',
  ),
  section('I4', 'what-if', 'binding', 'Joining', 'Criteria, who decides, induction, catch-up on past decisions?'),
  section('I5', 'what-if', 'binding', 'Leaving', 'Notice, handover, funds, data, name, good standing?'),
  section(
    'I6',
    'what-if',
    'binding',
    'Moving on as a whole',
    'End conditions, transfer, celebration, archive, residual duties?',
  ),
  section(
    'I7',
    'what-if',
    'binding',
    'Change of circumstances',
    'Key person leaves, funding ends, crisis: who does what in how many days?',
  ),
  section('I8', 'what-if', 'binding', 'Amendment', 'Who may propose, notice, method, which sections need re-signing?'),
  section(
    'L1',
    'legal',
    'binding',
    'Status and term',
    'Binding or not, which parts? Start, end, renewal? Law if any? No partnership-in-law, no agency?',
  ),
  section('L2', 'legal', 'binding', 'Languages', 'Authentic language(s)? What prevails on difference?'),
  section('L3', 'legal', 'binding', 'Signatures', 'Names, capacity, date, version sealed, counterpart or in-person'),
]

/** Names of the presets that a new agreement can start from. */
export type PresetId = 'letter-of-intent' | 'charter' | 'mou' | 'full'

/** Codes of each preset's sections, in order (domain.md 6.1). */
export const PRESETS: Readonly<Record<PresetId, readonly string[]>> = {
  'letter-of-intent': ['W1', 'Y1', 'Y2', 'L1', 'L3'],
  charter: ['Y1', 'Y2', 'Y3', 'Y4', 'H2', 'I3', 'I5'],
  mou: [
    ...codes('W', 1, 3),
    ...codes('Y', 1, 4),
    ...codes('T', 1, 4),
    ...codes('H', 1, 6),
    ...codes('I', 2, 8),
    ...codes('L', 1, 3),
  ],
  full: SECTIONS.map(one => one.code),
}

/** The section with this code, or null: then the clause is one of the people's own. */
export function sectionOf(code: string): Section | null {
  return SECTIONS.find(one => one.code === code) ?? null
}

/** True when `template` names a preset. */
export function isPreset(template: string | null): template is PresetId {
  return template !== null && Object.hasOwn(PRESETS, template)
}

function codes(letter: string, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`)
}
