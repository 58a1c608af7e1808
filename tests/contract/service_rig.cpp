#include "tests/contract/service_rig.h"

namespace staffroom::contract {

namespace {

std::vector<RigMaker>& rigs()
{
    static std::vector<RigMaker> all;
    return all;
}

} // namespace

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
