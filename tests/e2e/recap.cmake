# Transcripts of chats, sorted and scored against what people said of each post.
staffroom_test(e2e_recap FOLDER e2e/recap LINKS core_chat core_transcript LABEL e2e)
