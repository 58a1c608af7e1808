#include "core/deck/deck_saver.h"

namespace staffroom {

DeckSaver::DeckSaver(DeckModel& model, const QString& path, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_model(model)
    , m_clock(clock)
    , m_file(std::make_shared<DeckFile>(path))
{
    connect(&model, &DeckModel::changed, this, &DeckSaver::save);
    connect(&m_writer, &LatestWriter::written, this, &DeckSaver::saved);
    connect(&m_writer, &LatestWriter::failed, this, &DeckSaver::failed);
}

void DeckSaver::finish()
{
    m_writer.finish();
}

void DeckSaver::save()
{
    m_writer.submit([file = m_file, deck = m_model.deck(), nowMs = toMs(m_clock.now())] {
        return file->save(deck, nowMs);
    });
}

} // namespace staffroom
