#include "core/chat/small_words.h"

#include <QSet>
#include <QString>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

bool isSmallWord(QStringView word)
{
    // The frequent little words of the languages of education chats, and what every chat says.
    static const QSet<QString> kSmall = [] {
        const QString all
            = u"the and for are but not you your yours our ours with from that this these those "
              u"what "
              "which who whom how when where why can could would should will shall may might must "
              "has "
              "have had having was were been being does did doing done its it's they them their "
              "there "
              "then than too very just also into onto over under about after before because while "
              "some any all most more many much other others each every one two three four five "
              "six "
              "seven eight nine ten first second last next get gets got use uses used using make "
              "makes "
              "made let lets like need needs want wants way ways thing things really don't i'm "
              "i've "
              "we're you're i'd we've isn't can't won't not yes out off own same so such only if "
              "or as "
              "at by in is of on to up us we me my he she his her him do go be an no question "
              "answer "
              "questions answers chat tonight today please share tell give know think say said see "
              "der die das den dem des ein eine einen einem einer und oder aber nicht mit von für "
              "auf "
              "aus bei nach wie was wer wann wo warum ist sind war hat habe haben wird werden kann "
              "können ihr euch eure euer wir uns unser unsere ich mich mir mein meine sie sich "
              "auch "
              "noch nur schon sehr mehr als wenn dass weil dann zum zur vom beim ins alle alles "
              "man "
              "frage antwort fragen antworten heute gibt gut ganz immer mal doch etwas viel "
              "los las una uno unos unas del con por para que qué como cómo cuando cuándo donde "
              "dónde "
              "cual cuál cuáles quien quién este esta estos estas ese esa eso más muy también pero "
              "porque sin sobre entre hay son fue ser estar está han hemos nos les sus mis tus "
              "nuestro nuestra vuestro vuestra vuestros vuestras pregunta respuesta hacer "
              "uma uns umas dos das pelo pela não mais muito também mas com sem são foi ter tem "
              "têm "
              "seu sua seus suas vocês você nosso nossa quando onde qual quais isso isto pergunta "
              "resposta fazer "
              "les des une est sont pas pour avec dans sur par qui que quoi quel quelle quels "
              "quelles "
              "comment quand pourquoi vous nous vos nos votre notre leur leurs mes tes ses mon ton "
              "son "
              "cette ces cet mais aussi très plus moins tout tous toute toutes fait faire avez "
              "avons "
              "ont être avoir réponse "
              "gli una uno del della dei delle con per che come quando dove quale quali non sono "
              "più "
              "anche vostro vostra nostra nostro avete domanda risposta "
              "het een van met voor niet naar hoe wat wie waar waarom zijn heeft hebben jullie ons "
              "onze ook nog maar als dan vraag antwoord "
              "что как это для или при они она его нас вас вам мы вы не на по от из"_s;
        const auto words = all.split(u' ', Qt::SkipEmptyParts);
        return QSet<QString>(words.begin(), words.end());
    }();
    return kSmall.contains(word.toString().toLower());
}

} // namespace staffroom
