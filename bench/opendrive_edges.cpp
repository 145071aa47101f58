// The outer edges of all lanes as libOpenDRIVE reads them, one line for each lane and station:
// `road section lane station x y`. For `bench/opendrive_checks.py --edges-program`.
//
//     c++ -std=c++17 -O2 opendrive_edges.cpp -lOpenDrive -lpugixml -o libopendrive

#include "OpenDriveMap.h"
#include "Road.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

const double STEP_M = 0.5;
const double BEFORE_END_M = 1e-9;  // the end of a section is the start of the next one

int main(int, char** arguments)
{
    odr::OpenDriveMap map(arguments[1]);
    for (const auto& road : map.get_roads()) {
        int number = 0;
        for (const auto& section : road.get_lanesections()) {
            const double start = section.s0, end = road.get_lanesection_end(section);
            const int steps = std::max(1, static_cast<int>((end - start) / STEP_M));
            for (const auto& lane : section.get_lanes()) {
                for (int step = 0; step <= steps; ++step) {
                    double s = start + (end - start) * step / steps;
                    if (step == steps)
                        s = end - std::min(BEFORE_END_M, (end - start) * 1e-3);
                    const double t = lane.outer_border.evaluate(s);
                    if (std::isnan(t))
                        continue;
                    const auto place = road.get_xyz(s, t, 0);
                    std::printf("%s %d %d %.6f %.6f %.6f\n", road.id.c_str(), number, lane.id, s,
                                place[0], place[1]);
                }
            }
            ++number;
        }
    }
}
