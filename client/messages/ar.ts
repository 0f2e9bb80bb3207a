import type { Templates } from './catalogue.ts'

/** Messages in Arabic: nouns instead of verbs, so that they fit whoever asks and whoever is asked. */
export const ar: Templates = {
  asks: {
    invite: 'دعوة من {who} إلى «{table}». يكفي فتح هذا الرابط على الهاتف، دون أي حساب.',
    table: 'دعوة من {who} إلى الحضور إلى الطاولة الآن: «{table}».',
    recovery: 'طريق عودة إلى «{table}» من {who}. يعمل الرابط مرة واحدة على هاتفك وحدك، والرجاء عدم إعطائه لأحد.',
    position: 'طلب من {who}: موقف {party} من المقترح {number} في «{table}»: «{what}».',
    required:
      'طلب من {who}: موقف {party} من المقترح {number} في «{table}»: «{what}». لا يمكن اعتماده دون سماع {party}.',
    reconfirm:
      'للمقترح {number} في «{table}» نص جديد. طلب من {who} إلى {party}: قراءته وإعطاء الموقف من جديد: «{what}».',
    objection:
      'النص الجديد للمقترح {number} في «{table}» يراد به تلبية اعتراض {party}. سؤال من {who}: هل يلبّيه؟ «{what}».',
    confirm: 'طلب من {who} إلى {party}: تأكيد المقترح {number} في «{table}» من المؤسسة: «{what}».',
    assent: 'سؤال من {who} عن موقف {party} من البند {number} في «{table}»: «{what}».',
    'assent-again':
      'تغيّر نص البند {number} في «{table}» منذ آخر موقف أعطاه {party}. سؤال من {who} عن الموقف الآن: «{what}».',
    review: 'طلب من {who}: إعادة النظر في القرار {number} في «{table}»: «{what}».',
    mention: 'ورد ذكرك عند {who} في «{table}»: «{what}».',
  },
  times: {
    answer: 'الرجاء الرد قبل {when}.',
    works: 'يعمل الرابط حتى {when}.',
    reviewed: 'موعد إعادة النظر {when}.',
  },
  code: 'أو الذهاب إلى {host} وكتابة الرمز {code}.',
}
