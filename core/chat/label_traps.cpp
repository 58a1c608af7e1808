#include "core/chat/label_traps.h"

#include <QSet>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

QSet<QString> trapsOf(const QString& words)
{
    const auto list = words.split(u' ', Qt::SkipEmptyParts);
    return {list.begin(), list.end()};
}

QString wordAt(const PlainText& plain, size_t i)
{
    if (i >= plain.parts.size() || plain.parts.at(i).kind != TextPart::Kind::Word)
        return {};
    return plain.view(plain.parts.at(i)).toString().toLower();
}

bool isPaper(const QString& before, const QString& next, int number)
{
    static const QSet<QString> kThings = trapsOf(
        u"paper papers sheet sheets file files folder folders box boxes size sized sizes card "
        u"cards "
        "envelope envelopes poster posters page pages print prints printout printouts laminate "
        "laminates laminated landscape portrait whiteboard whiteboards handout handouts booklet "
        "notebook notebooks pad ring binder binders plain wallet wallets copy copies "
        "papier blatt blätter zettel seite seiten heft hefte ordner format mappe karton querformat "
        "hochformat plakat bogen hoja hojas folio folios papel papeles cartulina carpeta página "
        "folha "
        "folhas cartolina feuille feuilles copie affiche carta foglio fogli vel vellen papir ark "
        "kartka бумага лист листы листе 用紙 紙 サイズ ورقة ورق"_s);
    static const QSet<QString> kArticles
        = trapsOf(u"an einem einen ein eine una un une size größe tamaño "
                  "formato format din"_s);
    static const QSet<QString> kOn = trapsOf(u"on auf sur onto sobre em op på"_s);
    if (kThings.contains(next) || kArticles.contains(before))
        return true;
    // "print it on A4, laminate", but "I am with Bea on A2".
    return kOn.contains(before) && next.isEmpty() && number >= 3 && number <= 5;
}

bool isQuarter(const QString& before, const QString& next)
{
    static const QSet<QString> kThings = trapsOf(
        u"budget budgets result results revenue earnings report reports sales target targets "
        u"figures "
        "spend spending finances financial forecast profit profits growth numbers invoice invoices "
        "fiscal bilanz umsatz ergebnis ergebnisse quartal presupuesto orçamento resultados résultats"_s);
    static const QSet<QString> kOwners = trapsOf(u"fiscal fy quarter"_s);
    return kThings.contains(next) || kOwners.contains(before);
}

bool isLevel(const QString& before, const QString& next)
{
    static const QSet<QString> kThings = trapsOf(
        u"level levels cefr learner learners student students pupils class classes group groups "
        u"niveau "
        "nivel nível livello kurs course exam beginner beginners speakers german english french "
        "spanish italian gers lernende schüler prüfung alumnado alumnos alunos élèves"_s);
    static const QSet<QString> kBefore
        = trapsOf(u"level cefr niveau nivel nível livello gers grade grades"_s);
    return kThings.contains(next) || kBefore.contains(before);
}

bool isRace(const QString& next)
{
    static const QSet<QString> kThings = trapsOf(
        u"racing race races car cars driver drivers team grand rennen auto fahrer carrera key visa "
        "generation hybrid motorway road"_s);
    return kThings.contains(next);
}

} // namespace

bool isOtherName(
    const PlainText& plain, size_t first, size_t last, const QString& letter, int number)
{
    const QString before = first > 0 ? wordAt(plain, first - 1) : QString();
    QString next = wordAt(plain, last + 1);
    const auto touches
        = [&](size_t i) { return i < plain.parts.size() && !plain.parts.at(i).isSpaceBefore; };
    if (touches(last + 2) && touches(last + 1)
        && plain.view(plain.parts.at(last + 1)) == QStringView(u"-")) {
        next = wordAt(plain, last + 2); // "A4-Blatt"
        if (touches(last + 3) && plain.parts.at(last + 3).kind == TextPart::Kind::Number)
            return true; // "R2-D2"
    }
    if (isRace(next))
        return true;
    if (letter == u"A"_s && number <= 6 && isPaper(before, next, number))
        return true;
    if (letter == u"Q"_s && number >= 1 && number <= 4 && isQuarter(before, next))
        return true;
    if ((letter == u"A"_s || letter == u"C"_s) && number <= 2 && isLevel(before, next))
        return true;
    return false;
}

} // namespace staffroom
