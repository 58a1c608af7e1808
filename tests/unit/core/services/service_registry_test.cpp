#include "core/services/service_registry.h"

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Knows one word.
class WordService final : public Service {
public:
    ServiceId id() const override { return {u"word"_s}; }
    QString name() const override { return u"Word"_s; }
    const Capabilities& capabilities() const override { return m_capabilities; }
    std::optional<Result<Source>> sourceFromText(const QString& text) const override
    {
        if (text != "word"_L1)
            return std::nullopt;
        return Result<Source>(Source{id(), {}, {}});
    }
    Task<ServerInfo> discover(const Source&) override
    {
        return readyTask<ServerInfo>(fail(Error::Kind::Unsupported));
    }
    std::unique_ptr<ServiceClient> client(const Source&, std::shared_ptr<AccountSession>) override
    {
        return nullptr;
    }

private:
    Capabilities m_capabilities;
};

struct RegistryTest : testing::Test {
    ServiceRegistry registry;
    const Source bea{{u"mastodon"_s}, u"https://labcoat.example"_s, u"bea@labcoat.example"_s};

    RegistryTest()
    {
        registry.add(std::make_unique<WordService>());
        registry.setFindAccount([this](const QString& typed) -> std::optional<Source> {
            const QString handle = typed.startsWith(u'@') ? typed.mid(1) : typed;
            return handle == bea.account ? std::optional(bea) : std::nullopt;
        });
    }
};

TEST_F(RegistryTest, AHandleMeansTheAccountThatIsSignedIn)
{
    for (const auto& spec : {u"home@bea@labcoat.example"_s, u"home@@bea@labcoat.example"_s,
             u"tag:edchat@bea@labcoat.example"_s, u"notifications@bea@labcoat.example"_s,
             u"user:ann@x.example@bea@labcoat.example"_s}) {
        const auto resolved = registry.resolveSpec(spec);
        ASSERT_TRUE(resolved) << spec.toStdString();
        EXPECT_EQ(resolved->source, bea) << spec.toStdString();
    }
    EXPECT_EQ(registry.resolveSpec(u"user:ann@x.example@bea@labcoat.example"_s)->target,
        u"ann@x.example"_s);
    // What is printed can be given again.
    EXPECT_EQ(*registry.resolveSource(bea.text()), bea);
}

TEST_F(RegistryTest, WhoIsNotSignedInIsSaidToBe)
{
    const auto nobody = registry.resolveSpec(u"home@cy@labcoat.example"_s);
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().kind, Error::Kind::Invalid);
    EXPECT_TRUE(nobody.error().detail.contains(u"signed in"_s));
}

TEST_F(RegistryTest, ServicesAreAskedForTheRest)
{
    EXPECT_TRUE(registry.resolveSource(u" word "_s));
    EXPECT_FALSE(registry.resolveSource(u"other"_s));
    EXPECT_TRUE(registry.find({u"word"_s}));
    EXPECT_FALSE(registry.find({u"other"_s}));
}

} // namespace
} // namespace staffroom
