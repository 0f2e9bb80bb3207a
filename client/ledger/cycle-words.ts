import { msg, str } from '@lit/localize'
import type { ArtifactStanding } from '../../shared/cycle/in-place.ts'
import type { ArtifactId, LabelSet, Stage } from '../../shared/cycle/stages.ts'
import { formatNumber } from '../ui/format.ts'

/** The letter of a stage in the person's script. */
export function stageLetter(stage: Stage): string {
  switch (stage) {
    case 'A':
      return msg('A', { id: 'cycle.letter.a' })
    case 'B':
      return msg('B', { id: 'cycle.letter.b' })
    case 'C':
      return msg('C', { id: 'cycle.letter.c' })
    case 'D':
      return msg('D', { id: 'cycle.letter.d' })
  }
}

/** What a stage is about. */
export function stageName(stage: Stage): string {
  switch (stage) {
    case 'A':
      return msg('Scoping and building')
    case 'B':
      return msg('Managing and maintaining')
    case 'C':
      return msg('Reviewing and revising')
    case 'D':
      return msg('Sustaining outcomes')
  }
}

/** The heading over what a stage should have made. */
export function stageHeading(stage: Stage): string {
  switch (stage) {
    case 'A':
      return msg('Before you agree to partner')
    case 'B':
      return msg('While you work together')
    case 'C':
      return msg('Before you go on')
    case 'D':
      return msg('Before you move on')
  }
}

/** The twelve steps by number from 1, in one of the two lists of names that are in use. */
export function stepNames(labels: LabelSet): readonly string[] {
  return labels === 'steps'
    ? [
        msg('Scope needs and options'),
        msg('Identify potential partners'),
        msg('Build relationships'),
        msg('Map and plan'),
        msg('Governance and structures'),
        msg('Deepen engagement'),
        msg('Deliver projects'),
        msg('Measure results'),
        msg('Review efficiency and value'),
        msg('Revisit and revise'),
        msg('Scale and increase impact'),
        msg('Move on'),
      ]
    : [
        msg('Scoping'),
        msg('Identifying'),
        msg('Building'),
        msg('Planning'),
        msg('Managing'),
        msg('Resourcing'),
        msg('Implementing'),
        msg('Measuring'),
        msg('Reviewing'),
        msg('Revising'),
        msg('Institutionalising'),
        msg('Sustaining or terminating'),
      ]
}

/** An artifact's plain name. */
export function artifactName(id: ArtifactId): string {
  switch (id) {
    case 'stakeholder-map':
      return msg('Stakeholder map')
    case 'partner-assessments':
      return msg('Partner assessments')
    case 'interests':
      return msg('Interests')
    case 'resource-map':
      return msg('Resource map')
    case 'ground-rules':
      return msg('Ground rules')
    case 'agreement':
      return msg('Agreement')
    case 'assent':
      return msg('Assent of every party')
    case 'signatures':
      return msg('Signed by every party')
    case 'decision-log':
      return msg('Decision log')
    case 'action-log':
      return msg('Action log')
    case 'communications-plan':
      return msg('Communications plan')
    case 'risk-log':
      return msg('Risk log')
    case 'health-check':
      return msg('Health check')
    case 'review-report':
      return msg('Review report')
    case 'amended-agreement':
      return msg('Amended agreement')
    case 'moving-on-plan':
      return msg('Moving-on plan')
    case 'case-study':
      return msg('Case study')
    case 'handover-record':
      return msg('Handover record')
  }
}

/** What an artifact is for and how it is made, in a sentence or two. */
export function artifactMeaning(id: ArtifactId): string {
  switch (id) {
    case 'stakeholder-map':
      return msg(
        'Who matters to what you want to do, and how much. It is in place once every partner has rated someone.',
      )
    case 'partner-assessments':
      return msg(
        'What each party can do, what it has done before, and what it risks by joining. Have it told, not filled in.',
      )
    case 'interests':
      return msg('What each stakeholder wants, and why. Write it on the map, in “What they want”.')
    case 'resource-map':
      return msg(
        'What each party brings: people, places, trust, money. Put each party on the map and write what it brings.',
      )
    case 'ground-rules':
      return msg(
        'How you behave, decide and talk with each other. Write them as clauses of the agreement and settle them.',
      )
    case 'agreement':
      return msg('One text that every party can live with. It is in place once every clause is settled.')
    case 'assent':
      return msg('Each party says yes to the words of every clause, as they are now.')
    case 'signatures':
      return msg('Signatures are given on paper or by each party’s own means. Say where the signed copy lies.')
    case 'decision-log':
      return msg('What you decided, how, and when you look at it again.')
    case 'action-log':
      return msg('Who does what by when, as agreed in meetings.')
    case 'communications-plan':
      return msg('Who tells whom what, in which language and how often.')
    case 'risk-log':
      return msg('What could go wrong, for whom, and who watches it.')
    case 'health-check':
      return msg('How each party finds the partnership: fair, open, worth its time.')
    case 'review-report':
      return msg('What you learned from looking back together, and what you change.')
    case 'amended-agreement':
      return msg('The agreement with what the review changed, settled again.')
    case 'moving-on-plan':
      return msg('What ends, what goes on, who carries it, and what becomes of what you share.')
    case 'case-study':
      return msg('The story of the partnership, told so that others can learn from it.')
    case 'handover-record':
      return msg('What was handed to whom: papers, money, duties, names.')
  }
}

/** How far something has come, in words, after its name; '' where the name and the sign say it all. */
export function standingWords({ id, derived, progress, mark }: ArtifactStanding): string {
  if (mark) return progress === 'not-needed' ? msg('not needed here') : msg('kept elsewhere')
  if (!derived) return msg('say where it is kept')
  const [done, all] = [formatNumber(derived.done), formatNumber(derived.all)]
  switch (id) {
    case 'stakeholder-map':
      if (derived.all === 0) return msg('no party to rate it yet')
      return msg(str`rated by ${done} of ${all} partners`)
    case 'interests':
      return derived.all === 0 ? msg('nobody is rated yet') : msg(str`stated for ${done} of ${all} whom you rated`)
    case 'resource-map':
      return derived.all === 0
        ? msg('no party to say what it brings yet')
        : msg(str`${done} of ${all} partners say what they bring`)
    case 'assent':
      return msg(str`${done} of ${all} partners`)
    case 'decision-log':
      return derived.all === 0 ? msg('nothing decided yet') : msg(str`${done} decided`)
    default:
      return derived.all === 0 ? msg('no clause for it yet') : msg(str`${done} of ${all} clauses settled`)
  }
}
