#pragma once

#include "core/room/room_book.h"
#include "core/text/html_to_text.h"
#include "tests/unit/ui/shell_fixture.h"

namespace staffroom::test {

/// A chat on the fake service without anything that shows it: host fern, who asks; others, who
/// answer.
struct ChatFixture : ShellFixture {
    ChatFixture()
        : book({&clock, hub.get(), nullptr, [this] { return own; }})
    {
        context.rooms = &book;
        setup.id = QStringLiteral("r1");
        setup.title = QStringLiteral("SproutChat");
        setup.hashtag = QStringLiteral("edchat");
        setup.sources = {fakeSpec().source};
        setup.hosts = {host};
    }

    /// A post `ago` seconds before now; returns its id.
    QString say(const QString& handle, const QString& text, int ago,
        const QString& answers = QString(), const QString& server = fakeSpec().source.server)
    {
        MadePost more;
        more.text = text;
        more.handle = handle;
        more.server = server;
        const QString id = QStringLiteral("s%1").arg(++m_said);
        auto post
            = std::make_shared<Post>(*makePost(id, clock.now() - std::chrono::seconds(ago), more));
        post->text = linkify(text);
        if (!answers.isEmpty())
            post->inReplyTo = fakeId(answers, server);
        service->fake.server(server).add(PostPtr(post));
        return id;
    }
    /// Three questions, seven minutes apart, with answers; the last was asked four minutes ago.
    void sayChat()
    {
        say(host, QStringLiteral("Welcome to #edchat! Introduce yourselves."), 1300);
        say(QStringLiteral("bea@fake.example"), QStringLiteral("Bea here, chemistry. #edchat"),
            1250);
        q1 = say(
            host, QStringLiteral("Q1: What do you do in the first five minutes? #edchat"), 1080);
        say(QStringLiteral("bea@fake.example"),
            QStringLiteral("A1 A question on the board before anybody sits down. #edchat"), 1000);
        say(QStringLiteral("omar@fake.example"),
            QStringLiteral("A1 We tidy up what the last class left behind. #edchat"), 960);
        q2 = say(host, QStringLiteral("Q2: Which routine did you give up? #edchat"), 660);
        a2 = say(QStringLiteral("omar@fake.example"),
            QStringLiteral("A2 Marking homework in red, and nobody has missed it. #edchat"), 600);
        say(QStringLiteral("ines@fake.example"),
            QStringLiteral("A2 Seating plans by the alphabet. #edchat"), 560);
        q3 = say(host, QStringLiteral("Q3: How do you let pupils fail safely? #edchat"), 240);
        say(QStringLiteral("bea@fake.example"),
            QStringLiteral("A3 We weigh everything on a ruler balance, and it never works the "
                           "first time. #edchat"),
            180);
        plain = say(QStringLiteral("ines@fake.example"),
            QStringLiteral("My coffee is cold again. #edchat"), 100);
    }
    /// The room with the chat of `sayChat` in it.
    std::shared_ptr<Room> chatRoom()
    {
        sayChat();
        auto room = book.open(book.recordFor(setup));
        EXPECT_TRUE(
            soon([&] { return room->questions().size() == 3 && room->posts().size() >= 11; }));
        return room;
    }

    const QString host = QStringLiteral("fern@fake.example");
    QStringList own{QStringLiteral("me@fake.example")};
    QString q1, q2, q3, a2, plain;
    RoomBook book;
    RoomSetup setup;

private:
    int m_said = 0;
};

} // namespace staffroom::test
