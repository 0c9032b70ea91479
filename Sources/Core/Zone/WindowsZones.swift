/// Windows zone names with the IANA zone of CLDR's `windowsZones` (territory 001) and the text
/// that Windows shows, which some programs write as TZID.
struct WindowsZone: Hashable, Sendable {
    /// `W. Europe Standard Time`.
    let name: String
    /// `Europe/Berlin`.
    let iana: String
    /// `Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna`.
    let display: String
}

enum WindowsZones {
    /// All zones, by Windows name in lower case.
    static let byName = Dictionary(
        all.map { ($0.name.lowercased(), $0) }, uniquingKeysWith: { one, _ in one })

    /// All zones, by the `displayKey` of their display text.
    static let byDisplay = Dictionary(
        all.map { (displayKey($0.display), $0) }, uniquingKeysWith: { one, _ in one })

    /// The zones whose display text is a list of places, by place.
    static let byPlace: [String: WindowsZone] = Dictionary(
        all.flatMap { zone in
            zone.display.split(separator: ",").map { (displayKey($0), zone) }
        }, uniquingKeysWith: { one, _ in one })

    /// Letters, digits and plus signs, in lower case: separators differ between programs.
    static func displayKey(_ text: some StringProtocol) -> String {
        let kept = text.lowercased().utf8.filter { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2B
        }
        return String(decoding: kept, as: UTF8.self)
    }

    static let all: [WindowsZone] = table.split(separator: "\n").compactMap { line in
        let parts = line.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        return WindowsZone(
            name: String(parts[0]) + (parts[0].hasSuffix(" Standard") ? " Time" : ""),
            iana: String(parts[1]), display: String(parts[2]))
    }

    /// Name (without the last word of “… Standard Time”) | IANA name | display text.
    private static let table = """
        Dateline Standard|Etc/GMT+12|International Date Line West
        UTC-11|Etc/GMT+11|Coordinated Universal Time-11
        Aleutian Standard|America/Adak|Aleutian Islands
        Hawaiian Standard|Pacific/Honolulu|Hawaii
        Marquesas Standard|Pacific/Marquesas|Marquesas Islands
        Alaskan Standard|America/Anchorage|Alaska
        UTC-09|Etc/GMT+9|Coordinated Universal Time-09
        Pacific Standard Time (Mexico)|America/Tijuana|Baja California
        UTC-08|Etc/GMT+8|Coordinated Universal Time-08
        Pacific Standard|America/Los_Angeles|Pacific Time (US & Canada)
        US Mountain Standard|America/Phoenix|Arizona
        Mountain Standard Time (Mexico)|America/Mazatlan|Chihuahua, La Paz, Mazatlan
        Mountain Standard|America/Denver|Mountain Time (US & Canada)
        Yukon Standard|America/Whitehorse|Yukon
        Central America Standard|America/Guatemala|Central America
        Central Standard|America/Chicago|Central Time (US & Canada)
        Easter Island Standard|Pacific/Easter|Easter Island
        Central Standard Time (Mexico)|America/Mexico_City|Guadalajara, Mexico City, Monterrey
        Canada Central Standard|America/Regina|Saskatchewan
        SA Pacific Standard|America/Bogota|Bogota, Lima, Quito, Rio Branco
        Eastern Standard Time (Mexico)|America/Cancun|Chetumal
        Eastern Standard|America/New_York|Eastern Time (US & Canada)
        Haiti Standard|America/Port-au-Prince|Haiti
        Cuba Standard|America/Havana|Havana
        US Eastern Standard|America/Indiana/Indianapolis|Indiana (East)
        Turks And Caicos Standard|America/Grand_Turk|Turks and Caicos
        Paraguay Standard|America/Asuncion|Asuncion
        Atlantic Standard|America/Halifax|Atlantic Time (Canada)
        Venezuela Standard|America/Caracas|Caracas
        Central Brazilian Standard|America/Cuiaba|Cuiaba
        SA Western Standard|America/La_Paz|Georgetown, La Paz, Manaus, San Juan
        Pacific SA Standard|America/Santiago|Santiago
        Newfoundland Standard|America/St_Johns|Newfoundland
        Tocantins Standard|America/Araguaina|Araguaina
        E. South America Standard|America/Sao_Paulo|Brasilia
        SA Eastern Standard|America/Cayenne|Cayenne, Fortaleza
        Argentina Standard|America/Argentina/Buenos_Aires|City of Buenos Aires
        Greenland Standard|America/Nuuk|Greenland
        Montevideo Standard|America/Montevideo|Montevideo
        Magallanes Standard|America/Punta_Arenas|Punta Arenas
        Saint Pierre Standard|America/Miquelon|Saint Pierre and Miquelon
        Bahia Standard|America/Bahia|Salvador
        UTC-02|Etc/GMT+2|Coordinated Universal Time-02
        Mid-Atlantic Standard|Etc/GMT+2|Mid-Atlantic - Old
        Azores Standard|Atlantic/Azores|Azores
        Cape Verde Standard|Atlantic/Cape_Verde|Cabo Verde Is.
        UTC|Etc/UTC|Coordinated Universal Time
        GMT Standard|Europe/London|Dublin, Edinburgh, Lisbon, London
        Greenwich Standard|Atlantic/Reykjavik|Monrovia, Reykjavik
        Sao Tome Standard|Africa/Sao_Tome|Sao Tome
        Morocco Standard|Africa/Casablanca|Casablanca
        W. Europe Standard|Europe/Berlin|Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna
        Central Europe Standard|Europe/Budapest|Belgrade, Bratislava, Budapest, Ljubljana, Prague
        Romance Standard|Europe/Paris|Brussels, Copenhagen, Madrid, Paris
        Central European Standard|Europe/Warsaw|Sarajevo, Skopje, Warsaw, Zagreb
        W. Central Africa Standard|Africa/Lagos|West Central Africa
        Jordan Standard|Asia/Amman|Amman
        GTB Standard|Europe/Bucharest|Athens, Bucharest
        Middle East Standard|Asia/Beirut|Beirut
        Egypt Standard|Africa/Cairo|Cairo
        E. Europe Standard|Europe/Chisinau|Chisinau
        Syria Standard|Asia/Damascus|Damascus
        West Bank Standard|Asia/Hebron|Gaza, Hebron
        South Africa Standard|Africa/Johannesburg|Harare, Pretoria
        FLE Standard|Europe/Kyiv|Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius
        Israel Standard|Asia/Jerusalem|Jerusalem
        South Sudan Standard|Africa/Juba|Juba
        Kaliningrad Standard|Europe/Kaliningrad|Kaliningrad
        Sudan Standard|Africa/Khartoum|Khartoum
        Libya Standard|Africa/Tripoli|Tripoli
        Namibia Standard|Africa/Windhoek|Windhoek
        Arabic Standard|Asia/Baghdad|Baghdad
        Turkey Standard|Europe/Istanbul|Istanbul
        Arab Standard|Asia/Riyadh|Kuwait, Riyadh
        Belarus Standard|Europe/Minsk|Minsk
        Russian Standard|Europe/Moscow|Moscow, St. Petersburg
        E. Africa Standard|Africa/Nairobi|Nairobi
        Volgograd Standard|Europe/Volgograd|Volgograd
        Iran Standard|Asia/Tehran|Tehran
        Arabian Standard|Asia/Dubai|Abu Dhabi, Muscat
        Astrakhan Standard|Europe/Astrakhan|Astrakhan, Ulyanovsk
        Azerbaijan Standard|Asia/Baku|Baku
        Russia Time Zone 3|Europe/Samara|Izhevsk, Samara
        Mauritius Standard|Indian/Mauritius|Port Louis
        Saratov Standard|Europe/Saratov|Saratov
        Georgian Standard|Asia/Tbilisi|Tbilisi
        Caucasus Standard|Asia/Yerevan|Yerevan
        Armenian Standard|Asia/Yerevan|Yerevan
        Afghanistan Standard|Asia/Kabul|Kabul
        West Asia Standard|Asia/Tashkent|Ashgabat, Tashkent
        Qyzylorda Standard|Asia/Qyzylorda|Astana
        Ekaterinburg Standard|Asia/Yekaterinburg|Ekaterinburg
        Pakistan Standard|Asia/Karachi|Islamabad, Karachi
        India Standard|Asia/Kolkata|Chennai, Kolkata, Mumbai, New Delhi
        Sri Lanka Standard|Asia/Colombo|Sri Jayawardenepura
        Nepal Standard|Asia/Kathmandu|Kathmandu
        Central Asia Standard|Asia/Bishkek|Bishkek
        Bangladesh Standard|Asia/Dhaka|Dhaka
        Omsk Standard|Asia/Omsk|Omsk
        Myanmar Standard|Asia/Yangon|Yangon (Rangoon)
        SE Asia Standard|Asia/Bangkok|Bangkok, Hanoi, Jakarta
        Altai Standard|Asia/Barnaul|Barnaul, Gorno-Altaysk
        W. Mongolia Standard|Asia/Hovd|Hovd
        North Asia Standard|Asia/Krasnoyarsk|Krasnoyarsk
        N. Central Asia Standard|Asia/Novosibirsk|Novosibirsk
        Tomsk Standard|Asia/Tomsk|Tomsk
        China Standard|Asia/Shanghai|Beijing, Chongqing, Hong Kong, Urumqi
        North Asia East Standard|Asia/Irkutsk|Irkutsk
        Singapore Standard|Asia/Singapore|Kuala Lumpur, Singapore
        W. Australia Standard|Australia/Perth|Perth
        Taipei Standard|Asia/Taipei|Taipei
        Ulaanbaatar Standard|Asia/Ulaanbaatar|Ulaanbaatar
        Aus Central W. Standard|Australia/Eucla|Eucla
        Transbaikal Standard|Asia/Chita|Chita
        Tokyo Standard|Asia/Tokyo|Osaka, Sapporo, Tokyo
        North Korea Standard|Asia/Pyongyang|Pyongyang
        Korea Standard|Asia/Seoul|Seoul
        Yakutsk Standard|Asia/Yakutsk|Yakutsk
        Cen. Australia Standard|Australia/Adelaide|Adelaide
        AUS Central Standard|Australia/Darwin|Darwin
        E. Australia Standard|Australia/Brisbane|Brisbane
        AUS Eastern Standard|Australia/Sydney|Canberra, Melbourne, Sydney
        West Pacific Standard|Pacific/Port_Moresby|Guam, Port Moresby
        Tasmania Standard|Australia/Hobart|Hobart
        Vladivostok Standard|Asia/Vladivostok|Vladivostok
        Lord Howe Standard|Australia/Lord_Howe|Lord Howe Island
        Bougainville Standard|Pacific/Bougainville|Bougainville Island
        Russia Time Zone 10|Asia/Srednekolymsk|Chokurdakh
        Magadan Standard|Asia/Magadan|Magadan
        Norfolk Standard|Pacific/Norfolk|Norfolk Island
        Sakhalin Standard|Asia/Sakhalin|Sakhalin
        Central Pacific Standard|Pacific/Guadalcanal|Solomon Is., New Caledonia
        Russia Time Zone 11|Asia/Kamchatka|Anadyr, Petropavlovsk-Kamchatsky
        Kamchatka Standard|Asia/Kamchatka|Petropavlovsk-Kamchatsky - Old
        New Zealand Standard|Pacific/Auckland|Auckland, Wellington
        UTC+12|Etc/GMT-12|Coordinated Universal Time+12
        Fiji Standard|Pacific/Fiji|Fiji
        Chatham Islands Standard|Pacific/Chatham|Chatham Islands
        UTC+13|Etc/GMT-13|Coordinated Universal Time+13
        Tonga Standard|Pacific/Tongatapu|Nuku'alofa
        Samoa Standard|Pacific/Apia|Samoa
        Line Islands Standard|Pacific/Kiritimati|Kiritimati Island
        Mexico Standard|America/Mexico_City|Guadalajara, Mexico City, Monterrey - Old
        Mexico Standard Time 2|America/Mazatlan|Chihuahua, La Paz, Mazatlan - Old
        """
}
