import { isDenied, isName, isWarnedOf } from './tone-innocence.ts';
import { phrases, type ToneRule } from './tone-rules.ts';

/** What a purchase or a sale of it would be an investment. */
const asset =
  '(?:stocks?|shares?|equit(?:y|ies)|etfs?|(?:index |mutual |hedge |this |that |our |the )*funds?|crypto\\w*|bitcoins?|ethereum|gold|silver|bonds?|options|annuit(?:y|ies)|forex|nfts?|securities|real estate)';
const product =
  '(?:credit )?(?:cards?|loans?|accounts?|funds?|offers?|polic(?:y|ies)|annuit(?:y|ies)|mortgages?|certificates?|cds?|deals?|heloc|lines? of credit|memberships?|subscriptions?)';
/** Where an order begins: at the beginning of a sentence or of one of its parts. */
const order = '(?:(?<=^|[.!?:;,"] )|(?<=\\b(?:and|then|so|now|just|please|or|today) ))';
/** "What you should know", "the amount you need to set aside": no duty of the member's. */
const relative =
  '(?<!\\b(?:if|when|what|whatever|whether|where|how|why|until|before|unless|amounts?|fees?|interest|money|payments?|sum|dates?|steps?|things?|everything|all|which|information|documents?|details|time|number|total|minimum|only) )';

const duties = phrases(
  `${relative}\\b(?:you|members?|everyone|people|anyone|one)(?: really| definitely| absolutely| probably| just| simply| also| always)? (?:should(?:n'?t| not)?|must(?:n'?t| not)?|need to|have to|have got to|gotta|ought(?:n'?t| not)? to|had better)(?! (?:know|see|receive|find|hear|expect|be (?:an?|at|able|aware|\\d)))\\b`,
  "\\byou'?d better\\b|\\bshould you [\\w ]{2,40}\\? yes\\b",
  '\\b(?:cards?|accounts?|balances?|money|savings|debts?|loans?|subscriptions?|funds?) (?:should|must|needs? to|has to|have to|ought to) (?:be|get) (?:closed|cancel\\w+|moved|transferred|invested|sold|paid off|refinanced|switched)\\b',
  "\\byou need (?:an?|this|our) (?:[\\w-]+ ){0,3}(?:cards?|loans?|accounts?|funds?|polic(?:y|ies)|mortgages?|certificates?)\\b|\\b(?:we|i|our (?:\\w+ )?(?:experts?|advisors?|team|analysts?))(?:'d| would)?(?: strongly| highly| also)? (?:recommend|advise|suggest|urge|would invest|would buy|would sell)\\b|\\b(?:our|my) (?:\\w+ )?(?:recommendation|advice|pick)\\b|\\b(?:must|should|has to) be to \\w+|\\bit(?:'s| is| would be| may be) (?:best|wise|smart|smartest|wisest|better) (?:for you )?to (?:buy|sell|invest|close|cancel|borrow|refinance|switch|open|move|transfer|take)\\b|\\bif i were you\\b|\\bwhat you (?:should|must|need to) do is\\b|\\byou'?d be (?:crazy|foolish|mad|wise|smart)\\b|\\bstay away from\\b|\\bin your (?:place|shoes)\\b",
  '\\b(?:best|smartest|wisest) (?:thing|move|choice|option|bet|step|decision) (?:\\w+ )?(?:you|for you|is to|would be|right now)\\b|\\b(?:best|right|perfect|ideal) (?:\\w+ )?(?:investment|cards?|loans?|accounts?|product|fund|stock) for you\\b',
  '(?<!\\b(?:which|what|whether|if)(?: \\w+){0,3} )\\b(?:is|are) (?:right|perfect|ideal|best|made) for you\\b|\\bno-brainer\\b',
);

const orders = phrases(
  `${order}(?:buy(?!-)|sell|invest in|trade|short|hold|pick up|load up on|stock up on|scoop up|snap up|go all in on|go big on)(?: \\w+){0,3} ${asset}\\b|\\b(?:buy|sell|invest|trade) (?:now|today|in|immediately|stocks?|shares?|crypto\\w*|bitcoin)\\b`,
  `${order}(?:refinance|consolidate|invest|borrow|switch|apply|enroll|upgrade|sign up|join|act|buy|sell|open|cancel|close) (?:it |yours |one )?(?:now|today|immediately|right away|tonight|at once)\\b|${order}(?:stop|quit) \\w+ing\\b|\\bgo all in\\b|\\bbefore (?:they|it) (?:rises?|goe?s? up|climbs?)\\b`,
  `\\b(?:put|move|invest|pour|sink|park|place|stash) (?:\\w+ ){1,6}(?:in|into|toward) (?:an? |the )?${asset}\\b|\\bconsider (?:buying|selling|investing in|trading|shorting)(?: \\w+){0,3} ${asset}\\b|\\b(?:great|good|smart|solid|excellent|safe) (?:investment|buy)\\b|\\b(?:start|begin|try) (?:investing|trading)\\b|${order}invest (?:every|all|half|more|your|the)\\b`,
  `${order}(?:open|apply for|sign up for|take out|take|get|grab|claim|cancel|close|drop|ditch|dump|cut up|pay off|refinance) (?:this|that|our|your|these|those|the) (?:[\\w-]+ ){0,2}${product}\\b`,
  "\\btime to (?:buy|sell|invest|refinance|switch|apply)\\b|\\bbuying opportunit\\w+|\\bact (?:quickly|now|fast|today|soon)\\b|\\bbefore (?:prices|it'?s too late|it is too late)\\b|\\bhurry\\b|\\blast chance\\b|\\bdon'?t miss\\b|\\blimited[- ]time\\b|\\bwhile (?:supplies|they) last\\b|\\bwhat are you waiting for\\b|\\b(?:offer|deal|sale) (?:ends|expires) (?:tonight|today|soon|tomorrow)\\b|\\btoday only\\b",
  '\\b(?:apply|sign up|switch|transfer your balance|open (?:an|your|the|this) account|call us|order)\\b[^.!?]{0,40}\\b(?:now|today|immediately|tonight)\\b',
);

const act =
  '(?:comprar|invertir|vender|contratar|abrir|pagar|cancelar|cerrar|transferir|mover|sacar|pedir|dejar|ahorrar|gastar|cambiar|poner|solicitar|refinanciar|eliminar)';
const inSpanish = phrases(
  `(?<!\\b(?:si|que|lo que|cuando|cuanto) )\\b(?:(?:debes|deberias|(?<!no )(?:tienes que|tendrias que|necesitas|has de))(?! (?:saber|ver|recibir|conocer))(?: \\w+){0,2}? \\w{2,}(?:ar|er|ir)(?:l[oae]s?|te|se)?\\b|(?:usted )?(?:debe|deberia|(?<!no )(?:tiene que|hay que)) (?:usted )?${act}\\b)|\\b(?:te|le) conviene (?:vender|comprar|invertir|cerrar|cancelar|abrir|pedir)\\b|\\b(?:es|llego la) (?:hora|momento|el momento) de (?:comprar|vender|invertir)\\b|\\blo que (?:debes|tienes que) hacer es\\b`,
  '\\b(?:te|le|les) (?:recomendamos|aconsejamos|sugerimos|recomiendo|aconsejo)\\b|\\b(?:nuestra|mi) recomendacion\\b|\\byo que (?:tu|usted)\\b|\\ben (?:tu|su) lugar\\b|\\blo mejor (?:que puedes|que puede|es que|para (?:ti|usted))\\b',
  '(?:(?<=^|[.!?:;,] )|(?<=[¡¿]))(?:invierte|invierta|inviertan|compra|compre|compren|vende|venda|vendan|solicita|solicite|contrata|contrate|abre|abra|pide|pida|aprovecha|aproveche)\\b(?! de\\b| con\\b)(?: \\w+){0,3} (?:ya|ahora|hoy|acciones|bolsa|criptomonedas|bitcoin|oro|fondos?|bonos|est[ea]|antes|prestamo|tarjeta|(?<!estado de )cuenta)\\b',
  '(?:(?<=^|[.!?:;,] )|(?<=[¡¿]))(?:invierte|invierta|inviertan|compra|compre|compren|vende|venda|vendan) (?:ya|ahora|hoy|acciones|en|todo|bitcoin|oro|tus?)\\b',
  '\\bactu[ae] (?:ya|ahora|rapido)\\b|\\bdate prisa\\b|\\bdese prisa\\b|\\bapurate\\b|\\bapurese\\b|\\bultima oportunidad\\b|\\bno te lo pierdas\\b|\\bno se lo pierda\\b|\\bantes de que sea tarde\\b|\\b(?:termina|acaba|vence) (?:hoy|manana)\\b|\\bsolo (?:por )?hoy\\b|\\btiempo limitado\\b',
);

const costlyProducts = phrases(
  "\\bpay ?-?day (?:loans?|advances?|lend\\w+|cash)\\b|\\bcash (?:until|till|before) pay ?-?day\\b|\\b(?:car |auto |vehicle )?title (?:loans?|lend\\w+|pawns?)\\b|\\b(?:borrow|cash|loan)\\b[^.!?]{0,20}\\b(?:car|auto|vehicle|truck)(?:'s)? title\\b",
  '\\b(?:rent|lease)[- ]to[- ]own\\b|\\bcheck cashing\\b|\\bpawn(?:s|ed|ing)? ?(?:shops?|loans?|brokers?|your|the)\\b|\\bcash advances?\\b|\\brefund anticipation\\b',
  '\\bprestamos? (?:de |hasta el )?dia de pago\\b|\\bprestamos? (?:rapidos?|express|al instante)\\b|\\bprestamos? sobre (?:el )?titulo\\b|\\badelantos? (?:de|del) (?:sueldo|nomina|efectivo)\\b|\\bcasas? de empeno\\b|\\b(?:alquiler|renta) con opcion a compra\\b',
);
const costlyOffers = phrases(
  '\\bcash (?:fast|now)\\b|\\bfast cash\\b|\\bno credit check\\b|\\binstant (?:loan|cash|approval)\\b|\\bno questions asked\\b|\\bneed (?:fast |quick )?cash\\b|\\bbad credit (?:ok|okay|welcome)\\b|\\bsin (?:revision|verificacion|consulta) de credito\\b|\\bsin buro\\b|\\befectivo (?:rapido|al instante|ya)\\b',
);

export const adviceRules: readonly ToneRule[] = [
  { code: 'TONE_ADVICE', pattern: duties, innocent: [] },
  { code: 'TONE_ADVICE', pattern: orders, innocent: [isName] },
  { code: 'TONE_ADVICE', pattern: inSpanish, innocent: [] },
];

export const productRules: readonly ToneRule[] = [
  { code: 'TONE_PREDATORY_PRODUCT', pattern: costlyProducts, innocent: [isDenied, isWarnedOf] },
  { code: 'TONE_PREDATORY_PRODUCT', pattern: costlyOffers, innocent: [isDenied] },
];
