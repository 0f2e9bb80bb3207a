import { msg } from '@lit/localize'

/** A section's heading and prompt questions in the reader's language. */
export type SectionWords = { heading: string; prompt: string }

// Asked for at render time, since the language may change while the page is open.
const WORDS: Readonly<Record<string, () => SectionWords>> = {
  W1: () => ({
    heading: msg('Parties and mission of each'),
    prompt: msg('Who exactly is bound? In what capacity? What is each here to do in the world?'),
  }),
  W2: () => ({
    heading: msg('Representatives and mandates'),
    prompt: msg('Who speaks for each party? What can they settle? Who stands in? How is a change announced?'),
  }),
  W3: () => ({
    heading: msg('Those not at the table'),
    prompt: msg('Whose lives does this touch? How will they be heard and answered?'),
  }),
  Y1: () => ({
    heading: msg('Shared vision and problem'),
    prompt: msg('What would be different, for whom, by when?'),
  }),
  Y2: () => ({
    heading: msg('Shared objectives'),
    prompt: msg('What will we do together that none can do alone?'),
  }),
  Y3: () => ({
    heading: msg('Each party’s own objectives and benefits'),
    prompt: msg('What must each gain to stay? Is each gain legitimate to the others?'),
  }),
  Y4: () => ({
    heading: msg('Principles and behaviours'),
    prompt: msg('Which principles? What would we see someone doing that shows or breaks each?'),
  }),
  T1: () => ({
    heading: msg('Scope and boundaries'),
    prompt: msg('What is in, what is out, what may we each still do alone?'),
  }),
  T2: () => ({
    heading: msg('Activities and workplan'),
    prompt: msg('First twelve months? What must happen first?'),
  }),
  T3: () => ({
    heading: msg('Contributions'),
    prompt: msg('Who brings what, cash and not? On what condition? What if it does not arrive?'),
  }),
  T4: () => ({
    heading: msg('Roles and responsibilities'),
    prompt: msg('Who leads, supports, advises? Who carries which risk?'),
  }),
  T5: () => ({
    heading: msg('Results and indicators'),
    prompt: msg('How will we know about results, value to each party, and the health of the partnership?'),
  }),
  T6: () => ({
    heading: msg('Sustaining outcomes'),
    prompt: msg('What should outlast us, and who would hold it?'),
  }),
  H1: () => ({
    heading: msg('Governance structure'),
    prompt: msg('Which bodies, seats, chair rotation, secretariat or backbone?'),
  }),
  H2: () => ({
    heading: msg('Decision-making'),
    prompt: msg('Which method for which kind of decision? Quorum by party and sector? What is delegated?'),
  }),
  H3: () => ({
    heading: msg('Accountability'),
    prompt: msg('Who answers to whom: to each other, to own boards, to funders, to communities?'),
  }),
  H4: () => ({
    heading: msg('Money and resources management'),
    prompt: msg('Who holds funds? Rules, audit, equity of overheads?'),
  }),
  H5: () => ({
    heading: msg('Communication between partners'),
    prompt: msg('Rhythm, channels, language, response times, notice of bad news?'),
  }),
  H6: () => ({
    heading: msg('Public voice and branding'),
    prompt: msg('Who may speak? Use of names and marks? Credit? Approval time?'),
  }),
  H7: () => ({
    heading: msg('Transparency'),
    prompt: msg('What is open to partners, to the public, to no one, and why?'),
  }),
  H8: () => ({
    heading: msg('Data and privacy'),
    prompt: msg('What is collected, by whom, where kept, who sees, how ended? Community data rights?'),
  }),
  H9: () => ({
    heading: msg('Intellectual property'),
    prompt: msg('Background, created, licence, after leaving?'),
  }),
  H10: () => ({
    heading: msg('Confidentiality and conflicts of interest'),
    prompt: msg('What is protected, how long, how are interests declared?'),
  }),
  H11: () => ({
    heading: msg('Ethics and safeguarding'),
    prompt: msg('Safeguarding, anti-corruption, environment, free prior informed consent where relevant?'),
  }),
  H12: () => ({
    heading: msg('Capacity and support'),
    prompt: msg('What help does a smaller party need to take full part? Who pays?'),
  }),
  H13: () => ({
    heading: msg('Broker or process role'),
    prompt: msg('Is there one? Appointed by whom, paid how, accountable to whom?'),
  }),
  H14: () => ({
    heading: msg('Learning and review'),
    prompt: msg('When, by whom, what triggers an early review?'),
  }),
  I1: () => ({
    heading: msg('Risks'),
    prompt: msg('What could go wrong for the partnership and for each party?'),
  }),
  I2: () => ({
    heading: msg('Non-delivery'),
    prompt: msg('First conversation, remedy, consequence short of ending?'),
  }),
  I3: () => ({
    heading: msg('Grievance and disagreement'),
    prompt: msg('Who hears it, steps, time limits, mediator, safe route for a junior or small party?'),
  }),
  I4: () => ({
    heading: msg('Joining'),
    prompt: msg('Criteria, who decides, induction, catch-up on past decisions?'),
  }),
  I5: () => ({
    heading: msg('Leaving'),
    prompt: msg('Notice, handover, funds, data, name, good standing?'),
  }),
  I6: () => ({
    heading: msg('Moving on as a whole'),
    prompt: msg('End conditions, transfer, celebration, archive, residual duties?'),
  }),
  I7: () => ({
    heading: msg('Change of circumstances'),
    prompt: msg('Key person leaves, funding ends, crisis: who does what in how many days?'),
  }),
  I8: () => ({
    heading: msg('Amendment'),
    prompt: msg('Who may propose, notice, method, which sections need re-signing?'),
  }),
  L1: () => ({
    heading: msg('Status and term'),
    prompt: msg('Binding or not, which parts? Start, end, renewal? Law if any? No partnership-in-law, no agency?'),
  }),
  L2: () => ({
    heading: msg('Languages'),
    prompt: msg('Authentic language(s)? What prevails on difference?'),
  }),
  L3: () => ({
    heading: msg('Signatures'),
    prompt: msg('Names, capacity, date, version sealed, counterpart or in-person'),
  }),
}

/** What the section with this code is called and asks; null for a clause of the people's own. */
export function sectionWords(code: string): SectionWords | null {
  return Object.hasOwn(WORDS, code) ? (WORDS[code]?.() ?? null) : null
}
