#include "core/chat/selling.h"

#include <QStringList>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList phrases(const QString& all)
{
    return all.split(u'|', Qt::SkipEmptyParts);
}

/// Found as words; each counts once.
const QStringList& strongPhrases()
{
    static const QStringList kPhrases = phrases(
        u"enrol now|enroll now|register now|limited seats|spots left|use code|discount|discount "
        u"code|promo code|coupon|voucher code|limited offer|limited time|today "
        u"only|"
        u"last chance|special offer|flash sale|big sale|best price|lowest price|order now|buy "
        u"now|shop now|"
        u"click here|click the link|link in bio|sign up now|dm me|dm us|call now|"
        u"make money|earn money|work from home|passive income|crypto|bitcoin|forex|casino|"
        u"free gift|claim your|claim now|you have been selected|congratulations you|"
        u"top grades|grades guaranteed|guaranteed grade|guaranteed a|write your essay|essay help|"
        u"essay writing|essay writers|our writers|expert writers|experts write|write them for you|"
        u"write it for you|write my|do your homework|do my homework|assignment help|"
        u"assignments done|pay someone|plagiarism free|online class help|take my class|take your "
        u"exam|"
        u"dissertation help|your grades|bulk order|free "
        u"shipping|"
        u"hot singles|onlyfans|followers cheap|get followers|weight loss|"
        u"rabatt|gutschein|nur heute|jetzt bestellen|jetzt kaufen|kostenlos testen|hausarbeit "
        u"schreiben|"
        u"ghostwriter|bachelorarbeit schreiben|sonderangebot|geld verdienen|"
        u"descuento|solo hoy|compra ya|compra ahora|haz clic|gana dinero|trabajos "
        u"académicos|"
        u"hacemos tu|hacemos tus|tu ensayo|envío gratis|desconto|promoção|só hoje|compre agora|"
        u"clique aqui|ganhe dinheiro|fazemos o teu|tcc pronto|"
        u"réduction|code promo|offre spéciale|cliquez|gagnez|commandez|rédaction de mémoire|"
        u"livraison gratuite|sconto|clicca|rabat|скидка|заработок|indirim|έκπτωση|"
        u"خصم|اربح|عرض خاص|割引|セール|限定|稼げる|打折|优惠|代写|할인"_s);
    return kPhrases;
}

const QStringList& weakPhrases()
{
    static const QStringList kPhrases = phrases(
        u"struggling with|deadline tomorrow|24 7|telegram|whatsapp|homework help|giveaway|oferta|"
        "offerta|korting|deal|deals|sale|offer|offers|free|win|cheap|guaranteed|writers|experts|"
        "buy|order|shop|"
        u"price|"
        u"subscribe|exclusive|selected|lamp|teachers love|must "
        u"have|amazing|upgrade|trial|gift|hurry|"
        u"hire|service|services|essay|essays|premium|kaufen|angebot|gratis|kostenlos|comprar|ganar|"
        u"acheter|gratuit"_s);
    return kPhrases;
}

} // namespace

int sellingWeight(const QString& line, const PlainText& plain, QString* what)
{
    int weight = 0;
    int weak = 0;
    for (const auto& phrase : strongPhrases()) {
        const bool isSpaced = phrase.at(0).unicode() < 0x2e80;
        if (line.contains(isSpaced ? u' ' + phrase + u' ' : phrase)) {
            weight += 2;
            if (what->isEmpty())
                *what = phrase;
        }
    }
    for (const auto& phrase : weakPhrases()) {
        if (line.contains(u' ' + phrase + u' '))
            ++weak;
    }
    // "70% OFF"
    if (const auto percent = plain.text.indexOf(u'%'); percent > 0
        && plain.text.mid(percent + 1, 5).trimmed().startsWith("off"_L1, Qt::CaseInsensitive)) {
        weight += 2;
        if (what->isEmpty())
            *what = u"% off"_s;
    }
    if (plain.text.count(u'!') >= 2)
        ++weak;
    return weight + (weak >= 2 ? 1 : 0) + (weak >= 4 ? 1 : 0);
}

} // namespace staffroom
