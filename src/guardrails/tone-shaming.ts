import { isDenied, isDeniedAfter, isName, isOfEverybody, isSaidOfOthers } from './tone-innocence.ts';
import { phrases, type ToneRule } from './tone-rules.ts';

const poor =
  '(?:bad|poor|terrible|awful|horrible|dreadful|lousy|sloppy|unhealthy|unwise|imprudent|impulsive|compulsive|excessive|extravagant|undisciplined|mindless|thoughtless|senseless|uncontrolled|questionable|disastrous|toxic|destructive|chaotic|dismal|abysmal|silly|unnecessary|pointless|ridiculous|wild|weak|childish|immature)';
const conduct =
  '(?:habits?|choices?|decisions?|management|behaviou?rs?|discipline|judge?ment|self-control|spend\\w*|purchas\\w*|shopping|buying|patterns?|attitudes?|planning|budgeting|(?:money|financial) skills?|lifestyle|track record|savings? rate|mistakes?|savers?|spenders?|borrowers?|planners?|managers?|customers?|character|dining|eating|take-?out|ordering|borrowing|use of|with (?:your )?money|with (?:your )?finances)';
const money =
  '(?:(?:your |the |their )?(?:money|cash|financ\\w+|budget\\w*|saving\\w*|spending|credit|cards?|debt)|managing|planning)';

/** Words that belittle whoever they are said of, and what people do. */
const belittling = phrases(
  '\\bover ?-?spend(?:s|ing|ers?)?\\b|\\boverspent\\b',
  '\\birresponsib\\w*|\\breckless\\w*|\\bcareless\\w*|\\bwasteful\\w*|\\bfrivolous\\w*|\\bsquander\\w*|\\bsplurg\\w*',
  '\\bfoolish\\w*|\\bfools?\\b|\\bstupid\\w*|\\bidiot\\w*|\\bdumb(?:er|est|ly)?\\b|\\blaz(?:y|ily|iness)\\b|\\bpathetic\\w*|\\bpitiful\\w*',
  '\\bsham(?:e|ed|es|ing|eful|efully|eless|elessly)\\b|\\bashamed\\b|\\bdisgrac\\w*|\\bembarrass\\w*|\\bguilty\\b|\\bfeel bad\\b',
  '\\bself-?indulgen\\w*|\\bgreed\\w*|\\bselfish\\w*|\\bgullible\\b|\\bshocking\\w*|\\bappalling\\w*|\\binexcusable\\b|\\blaughable\\b|\\bunacceptable\\b|\\bnegligen\\w*|\\bsuckers?\\b',
  '\\bspendthrifts?\\b|\\bshopaholics?\\b|\\bdeadbeats?\\b|\\blosers?\\b|\\billiterate\\b|\\bclueless\\b|\\bhopeless\\w*|\\bincompeten\\w+',
  `\\b${poor} (?:(?:money|financial|spending|saving|shopping|credit|impulse) )?${conduct}`,
  `\\b(?:bad|terrible|awful|poor|horrible|hopeless|lousy|careless|weak|useless) (?:with|at) ${money}\\b`,
  `(?:\\bnot|n't|\\bnever|\\bnever been) (?:very |so |that |really |particularly |too )?(?:good|great|smart|wise|disciplined|mature|responsible) (?:with|at) ${money}\\b`,
  '\\black(?:s|ing|ed)? (?:of )?(?:any |the |all )?(?:self-?)?(?:discipline|control|willpower|restraint|responsibility)\\b',
  '\\b(?:no|zero|little|more|some|any|of|show) (?:self-?(?:control|discipline|restraint)|willpower|discipline|common sense|maturity)\\b',
  '\\bout of (?:control|hand)\\b|\\b(?:beyond|above) (?:your|their) means\\b|\\bdrowning in\\b|\\bover your head\\b',
  '\\b(?:spending|money|shopping|debt|cards?|credit) (?:problem|addiction)\\b|\\bspending (?:is|was|looks|seems) (?:excessive|a problem|too high)\\b',
);

/** What is said to somebody's face, in words that may each be harmless. */
const toTheFace = phrases(
  "\\b(?:you|you're|you are|you've been) (?:(?:so |just |really |very )?(?:bad|terrible|awful|useless|weak|immature|childish|a failure|failing|addicted)|to blame|a mess|a disaster|a joke)\\b",
  "\\byour?(?:'ve)?\\b[^.!?]{0,40}\\bfail(?:ed|ing|s)? to\\b|\\byour (?:own |\\w+ )?(?:fault|mistakes?)\\b|\\bfault is yours\\b|\\bof your own (?:making|doing)\\b|\\bbecause of your (?:\\w+ )?(?:choices?|habits?|decisions?|behaviou?r|spending|attitude)\\b|\\byou (?:have )?failed\\b|\\bonly (?:have )?yourself to blame\\b|\\b(?:nobody|no one) (?:else )?to blame\\b|\\blet yourself go\\b|\\bsprees?\\b|\\b(?:take|took|taking) (?:your |this |it |\\w+ )?(?:money |finances )?seriously\\b|\\b(?:nobody|no one|anyone|anybody) (?:with|in) (?:any |half |a |their )?(?:right )?(?:sense|mind|brain)\\b",
  "\\byou(?:r [\\w ]{1,20})? (?:just |simply |really |clearly |obviously )?(?:can'?t|cannot|couldn'?t) (?:be trusted|control|manage|handle|resist|stop|help yourself|afford|even)\\b|\\b(?:can'?t|cannot|couldn'?t) afford\\b",
  "\\byou (?:never|always|don'?t ever|keep on|keep) (?:learn|listen|waste|wasting|forget|ignor\\w+|mess\\w*|fail\\w*|lose|losing|blow\\w*|buying things)\\b",
  "\\byou (?:don'?t|do not|didn'?t) (?:know how to|understand|care about|bother|think about|take care of) (?:\\w+ )?(?:money|sav\\w+|budget\\w*|manage|financ\\w+|credit|debt|handle)",
  '\\byour (?:\\w+ ){0,2}(?:finances|money|budget|spending|savings|accounts?|debts?|habits|balance|bills) (?:is|are|looks?|seems?|has been|have been) (?:(?:a|an|such|just|really|truly|so|very) ){0,3}(?:mess\\w*|disaster\\w*|wreck|joke|nightmare|problem|chaos|chaotic|terrible|awful|horrible|bad|poor|dismal|tiny|puny|measly|meage?re?|laughably \\w+|sad|ugly|unacceptable|ridiculous|laughable|disappointing|concerning)\\b',
  '\\b(?:spend|spends|spent|spending|waste\\w*|wasting|blow\\w*|blew|owe\\w*|borrow\\w*) (?:\\w+ ){0,3}(?:too|so|way too|far too) much\\b|\\btoo much (?:money )?(?:on|for)\\b',
  '\\bwast(?:e|es|ed|ing)(?: of)?(?: away)? (?:\\w+ ){0,2}(?:money|cash|income|pay|paychecks?|savings|dollars)\\b|\\bwast(?:e|ed|ing) [\\w$,]+ (?:on|every|each)\\b',
  "\\bwast(?:e|es|ed|ing) \\$?\\d|\\b(?:things?|stuff) (?:that )?you (?:never|do not|don't|didn't) (?:really |even )?(?:need|use)\\b|\\b(?:than|what) you (?:can afford|earn|make),? (?:and|it)\\b|\\bmore than you can afford\\b|\\byou(?: are|'re) (?:always )?broke\\b",
  '\\b(?:blew|blow|blowing|blown|burn(?:ed|ing)?|tear(?:ing)?|rip(?:ping)?) through (?:your|the|all|\\w+ money)|\\bthr(?:ow|ew|owing|own) (?:away )?(?:your |\\w+ )?(?:money|cash)\\b|\\bdown the drain\\b|\\b(?:let|letting) (?:your )?money slip\\b|\\bmoney pit\\b',
  '\\bstop (?:spending|buying|wasting|shopping|eating out|being|making excuses)\\b|\\bneeds? to (?:change|stop)\\b|\\bhas to (?:change|end|stop)\\b|\\bgrow up\\b|\\bget (?:a grip|your act together|it together)\\b|\\bdo better\\b',
  "\\bshould (?:have (?:known|saved|paid|thought|planned|been)|know better|be ashamed|feel (?:ashamed|guilty|bad|embarrassed))|\\bshould'?ve\\b|\\bbe more (?:responsible|disciplined|mature|sensible)\\b|\\bif (?:only )?you (?:were|had been) more\\b",
  "\\bwhat were you thinking\\b|\\bwhat did you expect\\b|\\bhow could you\\b|\\bnice try\\b|\\bbless your heart\\b|\\bit'?s (?:sweet|cute|adorable|funny|amusing) that you\\b|\\bcongrat\\w*[^.!?]{0,25}\\b(?:fees?|overdraft|debt|late|missed|interest|penalty)\\b|\\bgood luck with that\\b|\\bdisappoint(?:ed|ing|ment)\\b|\\bsurprise, surprise\\b|\\bno wonder\\b",
  '\\bpeople like you\\b|\\bsomeone like you\\b|\\beven (?:a |an )?(?:child\\w*|kids?|teen\\w*|toddler|\\d+[- ]year[- ]old)\\b|\\bunlike (?:\\w+ )?(?:smart|responsible|good|disciplined|careful|sensible|successful|you)\\b',
  "\\b(?:most|other|normal|any|every|real|sensible|smart|responsible|mature|reasonable) (?:\\w+ )?(?:adults?|grown-?ups?|people|persons?|savers?|members?)(?: (?:of )?your age)? (?:would|could|know|knows|manage|manages|handle|handles|have (?:already|more)|has (?:already|more)|do better|save more|don'?t|wouldn'?t|never)\\b",
  "\\b(?:isn'?t|aren'?t|not|never been) (?:exactly |really )?(?:your|their) (?:\\w+ )?(?:strong suit|strength|forte|thing|talent)\\b|\\byour own worst enemy\\b|\\bdug yourself\\b|\\bbrought (?:this|it) on yourself\\b|\\bdig yourself\\b|\\bhow little you\\b",
  "\\byou (?:keep |often |always |just )?(?:ignor(?:e|ed|ing)|neglect(?:ed|ing)?) (?:your|the|every|this)\\b|\\bdon'?t deserve\\b|(?:\\bnot|n't) even (?:try\\w*|bother\\w*|look)\\b|\\blike there'?s no tomorrow\\b|\\bmoney to burn\\b|\\blike water\\b",
  '\\b(?:really|seriously)\\?|\\b(?:another|yet another) (?:late|missed|overdraft|bounced|impulse)\\b[^.!?]*[?!]|\\b(?:once )?again,? you\\b|\\byou (?:have )?(?:finally|actually managed to)\\b|\\bfor once\\b|\\bwith your track record\\b|\\b(?:hard|difficult|too complicated) for you to (?:understand|grasp|follow)\\b|\\b(?:simple|easy) enough (?:even )?for you\\b|\\beven you (?:can|could)\\b',
  "(?:^|[.!?] )(?:frankly|honestly|obviously|clearly|admit it|let'?s (?:face it|be honest)|face it|typical|sadly|tsk)[,:.!]|\\b(?:no|enough|making|your) excuses?\\b|\\bwake up\\b|\\bget serious\\b|\\bthink before you\\b|\\byou(?: \\w+)? (?:don'?t|do not) (?:seem to )?care\\b",
  "\\byou(?:'ve| have)? (?:barely|hardly|never) (?:sav\\w+|managed?|put|plan\\w*|budget\\w*)\\b|\\byou(?:'re| are| do| did| have)?(?:n'?t| not) (?:\\w+ ){0,2}enough\\b|\\byour (?:\\w+ ){1,3}(?:is|are) (?:far |way |much )?too (?:low|high|small|large|big|little)\\b",
  '\\b(?:ruin|destroy|sabotag|wreck|kill)\\w* (?:your|yourself)\\b|\\byour (?:bad|poor|terrible|awful) credit\\b|\\b(?:financial|money) (?:mess|disaster|wreck)\\b|\\b(?:friends|neighbou?rs|others|people|everyone|everybody)\\b[^.!?]{0,30}\\b(?:more|better|faster|harder) than you\\b|\\bworst (?:\\w+ )?(?:savers?|spenders?|members?)\\b',
  '(?:^|[.!?] )(?:(?:real|normal|sensible|mature|responsible) )?(?:adults?|grown-?ups?|kids|children) (?:\\w+ )?(?:pay|manage|save|handle|know|budget)\\b',
  '\\b(?:worse|lower|less|behind|more debt) than (?:most|other|everyone|average|normal) ?(?:people|members|adults|savers|else)?\\b',
);

const belittlingInSpanish = phrases(
  '\\bgast\\w* (?:de mas|demasiado|sin control|a lo loco|en exceso)\\b|\\bgasto excesivo\\b',
  '\\birresponsab\\w+|\\bimprudente\\w*|\\btemerari[oa]s?\\b|\\bdescuidad[oa]s?\\b|\\bderroch\\w+|\\bdespilfarr\\w+|\\bmalgast\\w+|\\bmanirrot\\w+',
  '\\bverguenza\\b|\\bvergonzos[oa]s?\\b|\\bavergonz\\w+|\\baverguenz\\w+|\\bpatetic[oa]s?\\b|\\blamentable\\w*',
  '\\btont[oa]s?\\b|\\bestupid\\w+|\\bneci[oa]s?\\b|\\bidiota\\w*|\\binmadur[oa]s?\\b|\\bperezos[oa]s?\\b|\\bholgazan\\w*|\\binutil(?:es)?\\b|\\bfracasad[oa]s?\\b|\\bignorantes?\\b',
  '\\bmal[oa]?s? (?:habitos?|decision(?:es)?|costumbres?|manejo|administracion|eleccion(?:es)?|gastador(?:a|es)?)\\b|\\b(?:habitos|decisiones|compras|gastos|elecciones) (?:\\w+ )?(?:impulsiv[oa]s|compulsiv[oa]s|innecesari[oa]s|excesiv[oa]s|mal[oa]s|pesim[oa]s|terribles|absurd[oa]s)\\b',
  '\\b(?:mal[oa]?|pesim[oa]|terrible|un desastre) (?:con|para|en) (?:el |tu |su |las |tus |sus )?(?:dinero|finanzas|ahorr\\w+|plata)\\b',
  '\\bfalta (?:de )?(?:disciplina|voluntad|control|autocontrol|sentido comun|responsabilidad)\\b|\\bsin (?:ninguna )?(?:disciplina|autocontrol)\\b|\\bfuera de control\\b|\\bpor encima de (?:tus|sus) posibilidades\\b|\\bahogad[oa] en deudas?\\b',
);

const toTheFaceInSpanish = phrases(
  '\\b(?:tus|sus) (?:\\w+ ){1,3}(?:son|es|estan) (?:muy |un |una |tan )?(?:mal[oa]s?|pesim[oa]s?|terribles?|horribles?|desastros[oa]s?|absurd[oa]s?|ridicul[oa]s?|excesiv[oa]s?)\\b|\\bcosas que no (?:necesita|usa)s?\\b|\\bcompras sin pensar\\b|\\bcomo si no hubiera manana\\b|\\bno te importa\\b|\\b(?:problema|adicci?on) (?:de|con|al?) (?:el |las? )?(?:gastos?|dinero|compras|deudas?)\\b|\\badict[oa]s? a\\b',
  '\\b(?:eres|es usted) (?:un|una) (?:desastre|fracaso|caso perdido|gastador\\w*|verguenza|mal \\w+)\\b|\\bfracas\\w+|\\b(?:has fallado|fallaste|no cumpliste)\\b|\\bque desperdicio\\b|\\bculpables?\\b|\\bsentir\\w* (?:culpa|mal)\\b|\\bbasta de\\b|\\b(?:de nuevo|otra vez),? (?:pagaste|gastaste|llegaste)\\b',
  '\\b(?:es|fue|sera|por|toda) (?:tu|su) (?:propia )?culpa\\b|\\bculpa (?:tuya|suya|es tuya)\\b|\\b(?:tu|usted) (?:tienes|tiene) la culpa\\b',
  '\\bno tienes? (?:autocontrol|disciplina|fuerza de voluntad|control|remedio|sentido comun|verguenza)\\b|\\bmas de lo que (?:debes?|debias?|puedes?|podias?|deberias?)\\b|\\bpor (?:tu |su |pura |mero )?(?:descuido|negligencia|pereza|flojera)\\b|\\bno (?:sabes?|puedes?|logras?|eres capaz de|es capaz de) (?:\\w+ )?(?:manejar|administrar|ahorrar|cuidar|controlar\\w*|gastar)\\b|\\bno aprendes?\\b|\\bnunca (?:aprendes?|ahorras?)\\b',
  '\\b(?:tus|sus) (?:finanzas|cuentas|gastos|ahorros|deudas) (?:son|estan hech[oa]s|dan) (?:un[oa]? )?(?:desastre|caos|verguenza|lastima|pena)\\b',
  '\\b(?:tira\\w*|bota\\w*|quema\\w*|desperdici\\w+) (?:(?:el|tu|su|mucho|much[oa]s?|la) )*(?:dinero|sueldo|plata|salario|ingresos|ahorros)\\b',
  '\\bdeberias? (?:haber \\w+|saber mejor|sentir (?:verguenza|culpa))\\b|\\bse mas (?:responsable|disciplinad[oa]|madur[oa])\\b|\\bdeja de (?:gastar|comprar|derrochar|ser)\\b|\\bmadura de una vez\\b|\\ben que (?:estabas?|pensabas?)\\b|\\bque esperabas?\\b',
  '\\bcualquier (?:adulto|persona|nino)\\b|\\bhasta un nino\\b|\\b(?:la gente|personas|alguien) como (?:tu|usted)\\b|\\ba diferencia de (?:la gente|las personas|los) \\w+',
  '\\bfelici\\w+[^.!?]{0,25}\\b(?:recargo|deuda|mora|sobregiro|multa)\\b|\\bdecepcion\\w*',
);

export const shamingRules: readonly ToneRule[] = [belittling, belittlingInSpanish]
  .map(
    (pattern): ToneRule => ({
      code: 'TONE_SHAMING_PHRASE',
      pattern,
      innocent: [isDenied, isDeniedAfter, isSaidOfOthers, isOfEverybody, isName],
    }),
  )
  .concat(
    [toTheFace, toTheFaceInSpanish].map((pattern) => ({
      code: 'TONE_SHAMING_PHRASE',
      pattern,
      innocent: [isDenied],
    })),
  );
