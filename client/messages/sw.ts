import type { Templates } from './catalogue.ts'

/** Messages in Swahili. */
export const sw: Templates = {
  asks: {
    invite: '{who} anakualika kwenye “{table}”. Fungua kiungo hiki kwenye simu yako; huhitaji akaunti.',
    table: '{who} anakuomba uje mezani sasa: “{table}”.',
    recovery:
      '{who} anakutumia njia ya kurudi kwenye “{table}”. Kiungo hufanya kazi mara moja, kwenye simu yako mwenyewe; usimpe mtu mwingine.',
    position: '{who} anaomba msimamo wa {party} kuhusu Pendekezo {number} katika “{table}”: “{what}”.',
    required:
      '{who} anaomba msimamo wa {party} kuhusu Pendekezo {number} katika “{table}”: “{what}”. Haliwezi kupitishwa bila {party} kusikilizwa.',
    reconfirm:
      'Pendekezo {number} katika “{table}” lina maneno mapya. {who} anaomba {party} wayasome na kutoa msimamo tena: “{what}”.',
    objection:
      'Maneno mapya ya Pendekezo {number} katika “{table}” yanakusudia kujibu pingamizi la {party}. {who} anauliza kama yanalijibu: “{what}”.',
    confirm: '{who} anaomba {party} wathibitishe kutoka kwa taasisi yao Pendekezo {number} katika “{table}”: “{what}”.',
    assent: '{who} anauliza msimamo wa {party} kuhusu kifungu {number} katika “{table}”: “{what}”.',
    'assent-again':
      'Kifungu {number} katika “{table}” kina maneno mapya tangu {party} walipotoa kauli. {who} anauliza msimamo wenu sasa: “{what}”.',
    review: '{who} anakuomba uangalie tena Uamuzi {number} katika “{table}”: “{what}”.',
    mention: '{who} amekutaja katika “{table}”: “{what}”.',
  },
  times: {
    answer: 'Tafadhali jibu kabla ya {when}.',
    works: 'Kiungo kinafanya kazi hadi {when}.',
    reviewed: 'Tarehe ya kuangalia tena ni {when}.',
  },
  code: 'Au nenda {host} na uandike msimbo {code}.',
}
