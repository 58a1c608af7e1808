#include "tests/contract/service_rig.h"

namespace staffroom::contract {

namespace {

std::vector<RigMaker>& rigs()
{
    static std::vector<RigMaker> all;
    return all;
}

} // namespace

test::FaultReply spoilt(Fault fault, test::FaultReply sound)
{
    switch (fault) {
    case Fault::TruncatedBody:
        sound.end = test::FaultReply::End::Cut;
        sound.endAfter = sound.body.size() / 2;
        return sound;
    case Fault::SlowBody:
        sound.dripBytes = 1;
        sound.dripEvery = std::chrono::milliseconds(50);
        return sound;
    default:
        return test::captivePortalReply();
    }
}

bool addRig(RigMaker maker)
{
    rigs().push_back(std::move(maker));
    return true;
}

const std::vector<RigMaker>& allRigs()
{
    return rigs();
}

} // namespace staffroom::contract
