#include "core/chat/talk_phrases.h"

#include <array>

namespace staffroom {

namespace {

constexpr std::array kPhrases{
    TalkPhrases{Talk::Greeting,
        u"hello from|hi from|greetings from|late "
        u"in|^hi|^hello|^hey|^hiya|^howdy|^evening|^morning|^good evening|^good morning|^good "
        u"afternoon|"
        u"^greetings|hi all|hi everyone|hello all|hello everyone|evening all|evening everyone|"
        u"morning all|checking in|joining from|joining late|just joining|just joined|just arrived|"
        u"just got here|sorry im late|sorry i am late|late to the party|late to the chat|im late|"
        u"first time here|first time joining|my first chat|new here|my name is|i teach|im a "
        u"teacher|"
        u"excited to be here|glad to be here|happy to be here|popping in|hopping on|"
        u"^hallo|^guten abend|^guten morgen|^moin|^servus|^grüezi|^grüß|guten abend|ich bin neu|"
        u"zum ersten mal|bin auch da|komme zu spät|bin spät dran|ich unterrichte|"
        u"^hola|^buenas|^buenos|buenas tardes|buenas noches a tod*|me llamo|mi nombre es|llego "
        u"tarde|"
        u"primera vez|saludos desde|^olá|^oi|boa noite a tod*|^boa tarde|^boa noite|meu nome|chego "
        u"tarde|"
        u"primeira vez|chamo me|"
        u"^bonsoir|^bonjour|^salut|^coucou|bonsoir à tou*|je mappelle|en retard|première fois|"
        u"je rejoins|jarrive|^ciao|^buonasera|mi chiamo|^hoi|^goedenavond|^hej|^god kväll|^god "
        u"kveld|"
        u"^hei|^cześć|^dobry wieczór|^ahoj|^привет|^добрый вечер|^здравствуйте|^merhaba|^iyi "
        u"akşamlar|"
        u"^καλησπέρα|^γεια|^مرحبا|^مساء الخير|^السلام عليكم|^أهلا|أنا معلم*|^שלום|^ערב טוב|^नमस्ते|"
        u"こんばんは|こんにちは|はじめまして|初参加|안녕하세요|大家好|晚上好|你好"},
    TalkPhrases{Talk::Thanks,
        u"thank you|thanks|thankyou|thx|cheers everyone|cheers all|ta for|many thanks|much "
        u"appreciated|"
        u"danke|dankeschön|vielen dank|gracias|obrigad*|merci|grazie|bedankt|dank je|dank "
        u"jullie|tack|"
        u"takk|tak for|dziękuj*|děkuj*|спасибо|teşekkür*|ευχαριστ*|شكرا|شكراً|תודה|धन्यवाद|"
        u"ありがとう|감사합니다|谢谢|感謝|köszön*|kiitos|mulțumesc|what a great chat|great chat|"
        u"lovely chat|best hour|brilliant chat|fantastic chat|toller chat|super chat|was für ein "
        u"chat"},
    TalkPhrases{Talk::Farewell,
        u"natta|nattinatti|buonanotte|do zobaczenia|nos vemos|hasta el|hasta la semana|до "
        u"следующ*|tot de "
        u"volgende|vi ses|nähdään|görüşmek üzere|our time|thats time|and thats time|thats "
        u"our|thats it for|that is it for|thats all "
        u"from|good night|goodnight|night "
        u"all|night everyone|bye|byebye|see you|see ya|got to go|gotta "
        u"go|"
        u"gotta run|have to run|have to go|have to leave|need to go|need to run|must dash|must run|"
        u"heading off|signing off|logging off|have to drop|off to bed|until next|till next|next "
        u"week|"
        u"thats a wrap|thats all folks|wrap up|wrapping up|time is "
        u"up|"
        u"times up|our hour|the hour is|end of our chat|chat is over|archive "
        u"of|transcript will|"
        u"gute nacht|bis nächst*|bis bald|bis dann|tschüss|tschüs|schönen abend|muss los|muss weg|"
        u"muss leider|feierabend|wir sind am ende|das wars|protokoll|"
        u"buenas noches|hasta la próxima|hasta luego|hasta pronto|hasta mañana|adiós|me tengo que "
        u"ir|"
        u"tengo que irme|boa noite|até à próxima|"
        u"até a próxima|até breve|até logo|tenho de ir|tenho que ir|"
        u"bonne nuit|bonne soirée|à bientôt|à la prochaine|à la semaine|je file|"
        u"je dois partir|je dois y aller|au revoir|buona notte|alla prossima|welterusten|tot "
        u"volgende|"
        u"fijne avond|hej då|god natt|dobranoc|до встречи|до свидания|спокойной ночи|iyi geceler|"
        u"καληνύχτα|تصبحون على خير|إلى اللقاء|مع السلامة|לילה "
        u"טוב|おやすみ|また来週|また次回|お疲れ様|"
        u"お疲れさま|晚安|下周见|再见|안녕히"},
    TalkPhrases{Talk::Clock,
        u"minute*|minuto*|minuut|minuten|minut*|min|mins|second*|seconds|sekund*|segund*|minuti|"
        u"мин*|dakika*|saniye*|λεπτ*|دقيقة|دقائق|דקה|דקות|मिनट|分後|数分|あと|分钟|분 뒤|분 후"},
    TalkPhrases{Talk::Everybody,
        u"people|jullie|euch|vous|wam|вам|u "
        u"allen|ustedes|vosotr*|all|everyone|everybody|folks|both|each of you|you "
        u"lot|team|friends|alle|allen|zusammen|leute|"
        u"todos|todas|tod*s|gente|tous|toutes|tutti|tutte|allemaal|iedereen|alla|alle "
        u"sammen|wszyst*|"
        u"všem|всем|всех|herkese|herkes|όλους|όλες|جميعا|جميعاً|لكم|לכולם|सभी|皆さん|みなさん|"
        u"みんな|大家|各位|여러분"},
    TalkPhrases{Talk::Anybody,
        u"can you all|can you see|do you see|noen andre|anyone|anybody|someone|somebody|who "
        u"else|is it me|is it just|is this|are we on|are we at|"
        u"where are we|did i miss|am i too|can i|may i|jemand|wo sind wir|sind wir|bin "
        u"ich|iemand|waar zijn "
        u"we|zijn we|alguien|por cuál|en cuál|dónde vamos|alguém|em qual|quelquun|on en est|on est "
        u"à|qualcuno|a che punto|någon|vilken fråga är|noen|nogen|joku|ktoś|na którym|кто то|кто "
        u"нибудь|у кого|któr* teraz|někdo|birisi|biri|κάποιος|أحد|هل من|מישהו|誰か|どなたか|有人|"
        u"누가|누구"},
    TalkPhrases{Talk::NextTime,
        u"next monday|next tuesday|next wednesday|next thursday|next friday|next saturday|next "
        u"sunday|next time|volgende keer|nästa gång|neste gang|næste gang|następny* raz*|следующий "
        u"раз|следующей неделе|next week|next month|next chat|next time|next session|nächste "
        u"woche|nächsten "
        u"monat|nächster chat|"
        u"nächstes mal|la próxima semana|próxima semana|semana que viene|semana que vem|próximo "
        u"chat|"
        u"semaine prochaine|prochain chat|prossima settimana|volgende week|nästa vecka|за неделю|"
        u"на следующей неделе|gelecek hafta|الأسبوع القادم|来週|次回|下周|다음 주"},
    TalkPhrases{Talk::Soon,
        u"sneak peek|sneak preview|preview of|coming up|coming soon|coming in|is coming|are "
        u"coming|coming your way|on its way|on the "
        u"way|"
        u"in a minute|in a moment|in a sec|in a second|in a few|in one minute|in two minutes|in 1 "
        u"min|"
        u"in 2 min|in 3 min|in 5 min|in 1 minute|in 2 minutes|in 3 minutes|in 5 minutes|in 30 "
        u"seconds|"
        u"in just a|minutes until|minute until|minutes to go|more minutes|two minutes "
        u"on|soon|shortly|"
        u"get ready|ready for|up next|next up|lands at|will land|will be posted|we post|well post|"
        u"will start|starts at|starts in|about to|before we move|lets move|moving on in|last few "
        u"thoughts|"
        u"final thoughts on|keep them coming|stay tuned|"
        u"gleich|in einer minute|in zwei minuten|in kürze|kommt gleich|folgt|kommt in|bald|noch "
        u"zwei minuten|"
        u"noch eine minute|in 2 minuten|in 1 minute|als nächstes|macht euch bereit|"
        u"en un minuto|en dos minutos|en breve|enseguida|ya viene|viene en|a continuación|en 1 "
        u"minuto|"
        u"en 2 minutos|dentro de|próximamente|preparad*|em um minuto|num minuto|em breve|já a "
        u"seguir|"
        u"daqui a|em 1 minuto|em 2 minutos|"
        u"dans une minute|dans deux minutes|dans un instant|bientôt|arrive dans|tout de suite|dans "
        u"1 minute|"
        u"dans 2 minutes|préparez vous|va arriver|tra un minuto|tra poco|arriva tra|fra poco|zo "
        u"meteen|"
        u"over een minuut|zo dadelijk|straks|om en minut|strax|snart|za chwilę|za minutę|za chvíli|"
        u"через минуту|скоро|сейчас будет|birazdan|bir dakika sonra|σε ένα λεπτό|σε λίγο|بعد دقيقة|"
        u"بعد قليل|قريبا|قريباً|עוד דקה|בעוד "
        u"דקה|まもなく|もうすぐ|あと1分|1分後|この後|これから|马上|稍后|一分钟后|"
        u"곧|잠시 후"},
    TalkPhrases{Talk::Late,
        u"late|belated|belatedly|catching up|playing catch|going back|back "
        u"to|oops|forgot|forgotten|"
        u"missed|i know i know|just saw|only just|just seen|was making|was on the|scrolling back|"
        u"arriving very|after the fact|reading back|"
        u"spät|verspätet|nachtrag|nachträglich|nachgereicht|vergessen|zurück zu|nachzügler*|"
        u"tarde|con retraso|atrasad*|me había olvidado|se me olvid*|me olvid*|volviendo|con delay|"
        u"atrasada|esqueci|voltando|en retard|tardivement|tardive|jai oublié|javais oublié|retour "
        u"sur|"
        u"je reviens|in ritardo|dimenticat*|te laat|vergeten|sent|försenad|spóźnion*|с "
        u"опозданием|опозда*|dogrywam|"
        u"забыл*|geç kaldım|καθυστερ*|متأخر*|متأخرا|באיחור|遅れ|遅く|忘れて|迟到|晚了|늦었"},
    TalkPhrases{Talk::More,
        u"하나 더|추가|덧붙|e ainda|en nog|och även|jeszcze|inoltre|to add|also|another|one more|p "
        u"s|ps|adding|addendum|plus|cont|continued|and also|second "
        u"one|"
        u"on top of|too|again|auch noch|noch eins|noch "
        u"was|ergänz*|außerdem|zusätzlich|también|otra más|"
        u"además|una más|também|mais uma|além|aussi|en plus|encore "
        u"une|jajoute|anche|ook|också|också|"
        u"også|też|ещё|также|ayrıca|επίσης|أيضا|أيضاً|כמו "
        u"כן|あと|また|もう一つ|さらに|还有|另外|또"},
    TalkPhrases{Talk::Early,
        u"early|in advance|ahead of time|jumping ahead|have to leave|leaving early|before i go|"
        u"vorab|im voraus|muss früher|por adelantado|antes de irme|adianto|en avance|davance|先に"},
    TalkPhrases{Talk::Meta,
        u"brb|be right back|back in five|back in ten|back in 5|back in 10|back at|gleich wieder "
        u"da|ahora vuelvo|já volto|je reviens dans|torno subito|zo terug|strax tillbaka|zaraz "
        u"wracam|сейчас вернусь|電波|those bots|spam bots|spambot*|my tablet|my laptop|my "
        u"screen|my browser|my "
        u"connection|logged out|logging me out|the app|link zum archiv|link al archivo|lien "
        u"vers|anyone saving|saving these|collecting all|scrolls|scrolling too|too fast for "
        u"me|cant "
        u"keep up|did we skip|skip a number|typo sorry|wrong question|is this the right|link to "
        u"the archive|transcript of|phone battery|battery is|out of battery|use our tag|forgot the "
        u"tag|wifi|wi fi|firewall|blocks half|blocked at school|collecting these|type fast|typing "
        u"fast|"
        u"type fast enough|keep up|hashtag|use the tag|add the tag|adding "
        u"the tag|"
        u"alt text|taking it down|take it down|taken down|which question|what question "
        u"are we|"
        u"is that q*|wrong number|wrong label|meant q*|meant a*|i meant|is this thing on|"
        u"can anyone see|anyone else see|not loading|isnt loading|wont load|my feed|my "
        u"phone|"
        u"app crash*|crashed|lagging|autocorrect|follow each other|follow everyone|following "
        u"you all|"
        u"just lurking|lurking|just reading|mostly reading|reading along|read the rest|read along|"
        u"scroll back|reading back|catch up later|back in a|bus "
        u"duty|kids to bed|"
        u"put the kids|is there an "
        u"archive|"
        u"link to the|where can i find the|see you all at|car share|anyone going|who is going|"
        u"whos going|train is|on the train|in a meeting|report the|reported|blocked "
        u"that|ignore the|"
        u"ignore that|that bot|bot again|"
        u"wlan|mitlesen|lese mit|lese nur|welche frage|falsche "
        u"nummer|"
        u"vertippt|tippfehler|hashtag|bildbeschreibung|alternativtext|kinder ins bett|"
        u"essen ist|spam|gemeldet|"
        u"se me va el wifi|solo leyendo|qué pregunta|número equivocado|me "
        u"equivoqué|"
        u"texto alternativo|el móvil|só lendo|só a ler|"
        u"qual pergunta|número errado|enganei|"
        u"je lis seulement|je vous lis|juste lire|quelle question|mauvais numéro|me suis trompé*|"
        u"mot dièse|texte alternatif|le chat miaule|dîner|"
        u"読むだけ|見ているだけ|どの質問|ハッシュタグ|只看|哪个问题"},
    TalkPhrases{Talk::Recap,
        u"that was|still on|still time for|still talking|still thinking|more answers to|loving the|"
        u"loving your|loved the|great answers|great responses|so many great|such great|keep the|"
        u"summary of|to sum up|recap|looking back at|reminder|we asked|as a reminder|moving on "
        u"from|"
        u"das war|noch bei|immer noch|tolle antworten|super antworten|zusammenfassung|erinnerung|"
        u"esa fue|seguimos con|todavía en|grandes respuestas|resumen|recordatorio|essa foi|ainda "
        u"na|"
        u"resumo|lembrete|cétait|toujours sur|encore sur|belles réponses|résumé|rappel|"
        u"それは|まとめ|总结"},
    TalkPhrases{Talk::Handover,
        u"from now on|ab jetzt|de ahora en adelante|a partir de agora|à partir de maintenant|dora "
        u"in poi|vanaf nu|från och med nu|taking over|take over|takes over|will take over|over "
        u"to|handing over|hand over|hands "
        u"over|"
        u"handing you|handing the|passing the|pass the baton|stepping in|step in|steps in|standing "
        u"in|"
        u"stand in|standin|filling in|fill in for|covering for|cover for|will host|will be hosting|"
        u"is hosting|hosting the rest|host the rest|guest host|co host|cohost|new host|takes it "
        u"from here|"
        u"take it from here|im your host|i am your host|your moderator|"
        u"übernimmt|übernehme|übergebe|übergeben|übernahme|springt ein|springe ein|moderiert "
        u"weiter|"
        u"moderiert ab|vertritt|vertrete|macht weiter|gibt ab|gebe ab an|gebe weiter an|"
        u"toma el relevo|tomo el relevo|sigue moderando|moderará|moderaré|os dejo con|les dejo con|"
        u"cedo el|paso el testigo|me sustituye|sustituyo|continúa moderando|assume|assumo|passo a "
        u"palavra|"
        u"fica a moderar|vai moderar|modera a partir|"
        u"prend le relais|prends le relais|passe la main|passe le relais|me "
        u"remplace|remplace|anime la suite|"
        u"prende il mio posto|passo la parola|neemt het over|neem het over|tar över|tar över nu|"
        u"ведет дальше|передаю|devralıyor|يتولى|تتولى|交代|バトンタッチ|引き継|接手|接力"},
    TalkPhrases{Talk::Sorry,
        u"sorry|correction|corrected|oops|apologies|wrong number|ignore my last|that should be|i "
        u"meant|"
        u"should have been|korrektur|entschuldig*|richtig ist|perdón|corrección|corrijo|desculp*|"
        u"correção|pardon|désolé*|correctif|erreur|scusate|sorry|ursäkta|przepraszam|извините|"
        u"özür|συγγνώμη|عذرا|عذراً|סליחה|すみません|訂正|抱歉|更正"},
    TalkPhrases{Talk::Welcome,
        u"welcome|good to see you|good to have you|great to have you|glad you|nice to see you|"
        u"nice to meet you|so happy youre here|thanks for joining|thanks for coming|lovely to see|"
        u"willkommen|schön dass|bienvenid*|qué bueno verte|bem vind*|bienvenue|contente de te|"
        u"content de te|ravi de te|benvenut*|welkom|välkommen|velkommen|witaj*|добро пожаловать|"
        u"hoş geldin*|καλώς ήρθ*|أهلا وسهلا|أهلاً|مرحبا بك|ברוך הבא|ようこそ|欢迎|환영"},
    TalkPhrases{Talk::Here,
        u"has arrived|is here|has landed|is up|is out|is live|here is|heres|here it is|here we go|"
        u"here comes|coming at you|its time for|time for|ist da|hier ist|hier kommt|kommt hier|los "
        u"gehts mit|"
        u"ya está|aquí está|aquí va|ahí va|llegó la|llega la|aqui está|chegou a|aqui vai|aí vai|"
        u"est arrivée|est là|voici|la voici|ecco|is er|hier is|här är|her er|oto|вот|işte|ιδού|ها "
        u"هو|"
        u"إليكم|הנה|こちら|来了|여기"},
    TalkPhrases{Talk::Again,
        u"in words|in case you missed|icymi|once more|again|in english|in spanish|in french|in "
        u"german|"
        u"for those who missed|for anyone who missed|same question|text version|for those on|"
        u"noch einmal|nochmal|zur erinnerung|auf deutsch|auf englisch|de nuevo|otra vez|en español|"
        u"en inglés|em português|de novo|em inglês|en français|en anglais|à nouveau|encore une "
        u"fois|"
        u"in italiano|in het nederlands|på svenska|по русски|بالعربية|日本語|英語で|中文|한국어"},
};

} // namespace

std::span<const TalkPhrases> talkPhrases()
{
    return kPhrases;
}

} // namespace staffroom
