#include "ui/dialogs/settings_dialog.h"

#include "ui/columns/icon_button.h"
#include "ui/dialogs/form_parts.h"

#include <QFormLayout>
#include <QPushButton>
#include <QSlider>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

SettingsDialog::SettingsDialog(Settings& settings, const Style& style, QWidget* parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_title(plainLabel(tr("Settings"), this))
    , m_scheme(new ComboField(this))
    , m_density(new ComboField(this))
    , m_scale(new QSlider(Qt::Horizontal, this))
    , m_scaleText(plainLabel({}, this))
    , m_motion(new TickBox(tr("Reduce &motion"), this))
    , m_images(new TickBox(tr("Show &pictures"), this))
    , m_below(new TickBox(tr("&Composer below the columns"), this))
    , m_shared(new TickBox(tr("This is a &shared computer"), this))
    , m_reset(new QPushButton(tr("&Reset"), this))
    , m_close(new QPushButton(tr("Close"), this))
{
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_scheme->addItem(tr("Like the desktop"), u"system"_s);
    m_scheme->addItem(tr("Light"), u"light"_s);
    m_scheme->addItem(tr("Dark"), u"dark"_s);
    m_scheme->addItem(tr("High contrast"), u"high-contrast"_s);
    m_density->addItem(tr("Comfortable"), u"comfortable"_s);
    m_density->addItem(tr("Compact"), u"compact"_s);
    m_density->addItem(tr("Dense"), u"dense"_s);
    // In steps of ten per cent.
    m_scale->setRange(Settings::kMinTextScale / 10, Settings::kMaxTextScale / 10);
    m_scale->setPageStep(2);
    m_scaleText->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);

    m_scheme->setAccessibleName(tr("Colours"));
    m_density->setAccessibleName(tr("Density"));
    m_scale->setAccessibleName(tr("Text size"));
    m_motion->setAccessibleName(tr("Reduce motion"));
    m_images->setAccessibleName(tr("Show pictures"));
    m_below->setAccessibleName(tr("Composer below the columns"));
    m_shared->setAccessibleName(tr("This is a shared computer"));
    m_shared->setToolTip(tr("Sign-ins last until the program is closed. Closing it signs everybody "
                            "out and deletes drafts, columns and all posts from this disk."));
    m_reset->setAccessibleName(tr("Reset appearance"));
    m_close->setAccessibleName(m_close->text());

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(20);
    form->setVerticalSpacing(12);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto addRow = [&](const QString& text, QWidget* field, QLayout* layout) {
        auto* label = plainLabel(text, this);
        label->setBuddy(field);
        if (layout)
            form->addRow(label, layout);
        else
            form->addRow(label, field);
    };
    auto* scaleRow = new QHBoxLayout;
    scaleRow->addWidget(m_scale, 1);
    scaleRow->addWidget(m_scaleText);
    addRow(tr("&Colours"), m_scheme, nullptr);
    addRow(tr("&Density"), m_density, nullptr);
    addRow(tr("&Text size"), m_scale, scaleRow);
    form->addRow(QString(), m_motion);
    form->addRow(QString(), m_images);
    form->addRow(QString(), m_below);
    form->addRow(QString(), m_shared);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_reset);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    m_reset->setAutoDefault(false);
    m_close->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(16);
    column->addWidget(m_title);
    column->addLayout(form);
    column->addStretch(1);
    column->addLayout(buttons);

    connect(m_scheme, &QComboBox::activated, this,
        [this] { m_settings.set(Setting::Scheme, m_scheme->currentData().toString()); });
    connect(m_density, &QComboBox::activated, this,
        [this] { m_settings.set(Setting::Density, m_density->currentData().toString()); });
    connect(m_scale, &QSlider::valueChanged, this,
        [this](int tens) { m_settings.set(Setting::TextScale, tens * 10); });
    connect(m_motion, &QCheckBox::toggled, this,
        [this](bool on) { m_settings.set(Setting::ReducedMotion, on); });
    connect(m_images, &QCheckBox::toggled, this,
        [this](bool on) { m_settings.set(Setting::ShowImages, on); });
    connect(m_below, &QCheckBox::toggled, this,
        [this](bool on) { m_settings.set(Setting::ComposerAtBottom, on); });
    connect(m_shared, &QCheckBox::toggled, this,
        [this](bool on) { m_settings.set(Setting::SharedComputer, on); });
    connect(m_reset, &QPushButton::clicked, this, &SettingsDialog::resetAll);
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
    connect(&settings, &Settings::changed, this, &SettingsDialog::readSettings);
    readSettings();
    setStyleTokens(style);
    setMinimumWidth(420);
}

void SettingsDialog::readSettings()
{
    m_scheme->setCurrentIndex(m_scheme->findData(m_settings.text(Setting::Scheme)));
    m_density->setCurrentIndex(m_density->findData(m_settings.text(Setting::Density)));
    m_scale->setValue(m_settings.number(Setting::TextScale) / 10);
    m_scaleText->setText(tr("%1 %").arg(m_settings.number(Setting::TextScale)));
    m_motion->setChecked(m_settings.isOn(Setting::ReducedMotion));
    m_images->setChecked(m_settings.isOn(Setting::ShowImages));
    m_below->setChecked(m_settings.isOn(Setting::ComposerAtBottom));
    m_shared->setChecked(m_settings.isOn(Setting::SharedComputer));
}

void SettingsDialog::resetAll()
{
    for (const auto setting : {Setting::Scheme, Setting::Density, Setting::TextScale,
             Setting::ReducedMotion, Setting::ShowImages})
        m_settings.reset(setting);
}

void SettingsDialog::setStyleTokens(const Style& style)
{
    setPalette(style.palette());
    setStyleSheet(controlSheet(style));
    setFont(style.body);
    QFont title = style.name;
    title.setPointSizeF(style.body.pointSizeF() * 1.3);
    m_title->setFont(title);
    m_scheme->setStyleTokens(style);
    m_density->setStyleTokens(style);
    m_motion->setStyleTokens(style);
    m_images->setStyleTokens(style);
    m_below->setStyleTokens(style);
    m_shared->setStyleTokens(style);
    m_scaleText->setMinimumWidth(QFontMetrics(style.body).horizontalAdvance(u"200 %"_s) + 4);
}

} // namespace staffroom
