# The table of mirrors.

# The parts of the distribution that a mirror may carry.
nav-modules = Parts of the distribution
nav-module = { $module }
mirrors-of-module = Mirrors of { $module }
mirrors-all = Every mirror

not-checked-note = Nobody checks these mirrors here: what is shown is what their operators declare.

figure-mirrors = Mirrors
figure-good = Up to date
figure-good-of = of { $total }
figure-lag = Median lag
figure-countries = Countries
figure-checked = Last checked

map-label =
    { $count ->
        [one] A map of the world with the place of one mirror
       *[other] A map of the world with the places of { $count } mirrors
    }

nearest-title = Nearest to you
near-you = near you

table-title = All mirrors
table-count =
    { $found ->
        [one] One mirror
       *[other] { $found } mirrors
    }
table-part = { $first } to { $last } of { $found } mirrors
table-nothing = There is no mirror yet.
table-nothing-found = No mirror is like that. Leave out a condition, or all of them.

filter-label = Find mirrors
filter-search = Search
filter-search-hint = name, sponsor, city
filter-continent = Continent
filter-country = Country
filter-protocol = Protocol
filter-status = State

column-name = Name
column-sponsor = Sponsor
column-place = Place
column-status = State
column-lag = Lag
column-protocols = Protocols
column-kind = Kind

kind-public = public
kind-private = private
kind-cloud = cloud

pages-label = More mirrors
