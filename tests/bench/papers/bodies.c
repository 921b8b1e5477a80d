// bodies.c - see bodies.h
#include "bench/papers/bodies.h"
#include "base/mem.h"

#include <string.h>

const struct kind bodies_kinds[] = {
	{"Nghị quyết", "NQ", "s:NQ", FORM_SECTIONS, "CKG", 6, 0},
	{"Quyết định", "QĐ", "s:QĐ", FORM_ARTICLES, "COS", 9, 0},
	{"Quy định", "QĐi", "s:QĐi", FORM_ARTICLES, "C", 2, 0},
	{"Chỉ thị", "CT", "s:CT", FORM_SECTIONS, "CS", 3, 0},
	{"Kết luận", "KL", "s:KL", FORM_SECTIONS, "C", 3, 0},
	{"Quy chế", "QC", "s:QC", FORM_ARTICLES, "CO", 2, 0},
	{"Thông tri", "TT", "s:TT", FORM_SECTIONS, "C", 2, 0},
	{"Hướng dẫn", "HD", "s:HD", FORM_SECTIONS, "COS", 4, 0},
	{"Thông báo", "TB", "s:TB", FORM_SECTIONS, "COKS", 6, 0},
	{"Báo cáo", "BC", "s:BC", FORM_SECTIONS, "COKGS", 8, 0},
	{"Kế hoạch", "KH", "s:KH", FORM_SECTIONS, "COS", 5, 0},
	{"Chương trình", "CTr", "s:CTr", FORM_SECTIONS, "COS", 3, 0},
	{"Tờ trình", "TTr", "s:TTr", FORM_SECTIONS, "COKS", 4, 0},
	{"Đề án", "ĐA", "s:ĐA", FORM_SECTIONS, "C", 1, 0},
	{"Phương án", "PA", "s:PA", FORM_SECTIONS, "CS", 1, 0},
	{"Biên bản", "BB", "s:BB", FORM_MINUTES, "COKG", 3, 60},
	{"Công văn", "CV", "s:CV", FORM_LETTER, "COS", 9, 0},
	{"Thông cáo", "TC", "s:TC", FORM_SECTIONS, "C", 1, 30},
	{"Quy hoạch", "QH", "s:QH", FORM_SECTIONS, "C", 1, 0},
	{"Chiến lược", "CL", "s:CL", FORM_SECTIONS, "C", 1, 0},
	{"Lời kêu gọi", "LKG", "s:LKG", FORM_SECTIONS, "C", 1, 50},
	{"Danh sách", "DS", "s:DS", FORM_LIST, "CO", 2, 50},
	{"Giấy mời", "GM", "s:GM", FORM_INVITATION, "COS", 2, 20},
};

#define OFFICE ";CHÁNH VĂN PHÒNG|K/T CHÁNH VĂN PHÒNG;PHÓ CHÁNH VĂN PHÒNG"
#define BOARD ";TRƯỞNG BAN|K/T TRƯỞNG BAN;PHÓ TRƯỞNG BAN"
#define INSPECTORS "T/M ỦY BAN KIỂM TRA;CHỦ NHIỆM|K/T CHỦ NHIỆM;PHÓ CHỦ NHIỆM"
#define COMMITTEE                                                                        \
	"T/M BAN THƯỜNG VỤ;BÍ THƯ|T/M BAN THƯỜNG VỤ;PHÓ BÍ THƯ|"          \
	"T/M BAN CHẤP HÀNH;BÍ THƯ|T/L BAN THƯỜNG VỤ;CHÁNH VĂN PHÒNG"
#define PEOPLES                                                                          \
	"TM. ỦY BAN NHÂN DÂN;CHỦ TỊCH|KT. CHỦ TỊCH;PHÓ CHỦ TỊCH|"       \
	"TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH;PHÓ CHỦ TỊCH|TL. CHỦ TỊCH;CHÁNH VĂN PHÒNG"
#define DIRECTOR ";GIÁM ĐỐC|KT. GIÁM ĐỐC;PHÓ GIÁM ĐỐC"
#define BRANCH ";CHI CỤC TRƯỞNG|KT. CHI CỤC TRƯỞNG;PHÓ CHI CỤC TRƯỞNG"

// clang-format off
const struct body bodies_table[] = {
	{'C', NULL, "BAN CHẤP HÀNH TRUNG ƯƠNG", "TW", "Hà Nội", "Ban Chấp hành Trung ương",
	 "Trung ương Đảng", "cả nước",
	 "T/M BAN BÍ THƯ;ỦY VIÊN BỘ CHÍNH TRỊ|T/M BỘ CHÍNH TRỊ;TỔNG BÍ THƯ|"
	 "T/M BAN BÍ THƯ;THƯỜNG TRỰC BAN BÍ THƯ", 1950, 2030, NULL, NULL, 4},
	{'O', "BAN CHẤP HÀNH TRUNG ƯƠNG", "VĂN PHÒNG", "VPTW", "Hà Nội",
	 "Văn phòng Trung ương Đảng", "Trung ương", "cả nước", OFFICE, 1976, 2030, NULL, NULL, 2},
	{'O', "BAN CHẤP HÀNH TRUNG ƯƠNG", "ỦY BAN KIỂM TRA", "UBKTTW", "Hà Nội",
	 "Ủy ban Kiểm tra Trung ương", "Trung ương", "cả nước", INSPECTORS, 1976, 2030, NULL, NULL, 2},
	{'C', NULL, "TỈNH ỦY {TINH}", "TU", "{tinh}", "Tỉnh ủy {tinh}", "Tỉnh ủy", "tỉnh",
	 COMMITTEE, 1950, 2030, NULL, NULL, 8},
	{'C', NULL, "BAN CHẤP HÀNH ĐẢNG BỘ\nTỈNH {TINH}", "TU", "{tinh}", "Tỉnh ủy {tinh}", "Tỉnh ủy",
	 "tỉnh", COMMITTEE, 1950, 1985, NULL, NULL, 4},
	{'O', "TỈNH ỦY {TINH}", "VĂN PHÒNG", "VPTU", "{tinh}", "Văn phòng Tỉnh ủy", "Tỉnh ủy", "tỉnh",
	 OFFICE "|T/L BAN THƯỜNG VỤ;CHÁNH VĂN PHÒNG", 1960, 2030, NULL, NULL, 4},
	{'O', "TỈNH ỦY {TINH}", "ỦY BAN KIỂM TRA", "UBKTTU", "{tinh}", "Ủy ban Kiểm tra Tỉnh ủy",
	 "Tỉnh ủy", "tỉnh", INSPECTORS, 1976, 2030, NULL, NULL, 3},
	{'O', "TỈNH ỦY {TINH}", "BAN TỔ CHỨC", "BTCTU", "{tinh}", "Ban Tổ chức Tỉnh ủy", "Tỉnh ủy",
	 "tỉnh", BOARD, 1955, 2030, NULL, NULL, 3},
	{'O', "TỈNH ỦY {TINH}", "BAN TUYÊN GIÁO", "BTGTU", "{tinh}", "Ban Tuyên giáo Tỉnh ủy",
	 "Tỉnh ủy", "tỉnh", BOARD, 1976, 2024, NULL, NULL, 2},
	{'O', "TỈNH ỦY {TINH}", "BAN DÂN VẬN", "BDVTU", "{tinh}", "Ban Dân vận Tỉnh ủy", "Tỉnh ủy",
	 "tỉnh", BOARD, 1981, 2024, NULL, NULL, 2},
	{'O', "TỈNH ỦY {TINH}", "BAN NỘI CHÍNH", "BNCTU", "{tinh}", "Ban Nội chính Tỉnh ủy", "Tỉnh ủy",
	 "tỉnh", BOARD, 2013, 2030, NULL, NULL, 2},
	{'O', "TỈNH ỦY {TINH}", "BAN TUYÊN GIÁO VÀ DÂN VẬN", "BTGDVTU", "{tinh}",
	 "Ban Tuyên giáo và Dân vận Tỉnh ủy", "Tỉnh ủy", "tỉnh", BOARD, 2025, 2030, NULL, NULL, 4},
	{'O', "TỈNH ỦY {TINH}", "BAN CÁN SỰ ĐẢNG\nỦY BAN NHÂN DÂN TỈNH", "BCSĐ", "{tinh}",
	 "Ban cán sự đảng Ủy ban nhân dân tỉnh", "Tỉnh ủy", "tỉnh",
	 "T/M BAN CÁN SỰ ĐẢNG;BÍ THƯ|T/M BAN CÁN SỰ ĐẢNG;PHÓ BÍ THƯ", 1997, 2024, NULL, NULL, 2},
	{'O', "TỈNH ỦY {TINH}", "ĐẢNG ĐOÀN\nHỘI ĐỒNG NHÂN DÂN TỈNH", "ĐĐ", "{tinh}",
	 "Đảng đoàn Hội đồng nhân dân tỉnh", "Tỉnh ủy", "tỉnh", "T/M ĐẢNG ĐOÀN;BÍ THƯ", 1997, 2024,
	 NULL, NULL, 1},
	{'C', "ĐẢNG BỘ TỈNH {TINH}", "HUYỆN ỦY {HUYEN}", "HU", "{huyen}", "Huyện ủy {huyen}",
	 "Huyện ủy", "huyện", COMMITTEE, 1950, 2024, NULL, NULL, 16},
	{'C', "ĐẢNG BỘ TỈNH {TINH}", "THÀNH ỦY {TINH}", "ThU", "{tinh}", "Thành ủy {tinh}", "Thành ủy",
	 "thành phố", COMMITTEE, 1976, 2024, NULL, NULL, 3},
	{'C', "ĐẢNG BỘ THÀNH PHỐ {TINH}", "QUẬN ỦY {HUYEN2}", "QU", "{huyen2}", "Quận ủy {huyen2}",
	 "Quận ủy", "quận", COMMITTEE, 1997, 2024, NULL, NULL, 2},
	{'O', "HUYỆN ỦY {HUYEN}", "VĂN PHÒNG", "VPHU", "{huyen}", "Văn phòng Huyện ủy", "Huyện ủy",
	 "huyện", OFFICE "|T/L BAN THƯỜNG VỤ;CHÁNH VĂN PHÒNG", 1960, 2024, NULL, NULL, 6},
	{'O', "HUYỆN ỦY {HUYEN}", "ỦY BAN KIỂM TRA", "UBKTHU", "{huyen}", "Ủy ban Kiểm tra Huyện ủy",
	 "Huyện ủy", "huyện", INSPECTORS, 1976, 2024, NULL, NULL, 4},
	{'O', "HUYỆN ỦY {HUYEN}", "BAN TỔ CHỨC", "BTCHU", "{huyen}", "Ban Tổ chức Huyện ủy", "Huyện ủy",
	 "huyện", BOARD, 1955, 2024, NULL, NULL, 4},
	{'O', "HUYỆN ỦY {HUYEN}", "BAN TUYÊN GIÁO", "BTGHU", "{huyen}", "Ban Tuyên giáo Huyện ủy",
	 "Huyện ủy", "huyện", BOARD, 1976, 2024, NULL, NULL, 3},
	{'O', "HUYỆN ỦY {HUYEN}", "BAN DÂN VẬN", "BDVHU", "{huyen}", "Ban Dân vận Huyện ủy", "Huyện ủy",
	 "huyện", BOARD, 1981, 2024, NULL, NULL, 3},
	{'C', "ĐẢNG BỘ HUYỆN {HUYEN}", "ĐẢNG ỦY XÃ {XA}", "ĐU", "{xa}", "Đảng ủy xã {xa}", "Đảng ủy xã",
	 "xã", "T/M BAN CHẤP HÀNH;BÍ THƯ|T/M BAN THƯỜNG VỤ;BÍ THƯ|T/M ĐẢNG ỦY;PHÓ BÍ THƯ", 1955, 2024,
	 NULL, NULL, 7},
	{'C', "ĐẢNG BỘ TỈNH {TINH}", "ĐẢNG ỦY XÃ {XA}", "ĐU", "{xa}", "Đảng ủy xã {xa}", "Đảng ủy xã",
	 "xã", "T/M BAN THƯỜNG VỤ;BÍ THƯ|T/M BAN THƯỜNG VỤ;PHÓ BÍ THƯ THƯỜNG TRỰC", 2026, 2030, NULL,
	 NULL, 12},
	{'O', "ĐẢNG ỦY XÃ {XA}", "VĂN PHÒNG", "VPĐU", "{xa}", "Văn phòng Đảng ủy xã {xa}", "Đảng ủy xã",
	 "xã", OFFICE, 2026, 2030, NULL, NULL, 5},
	{'K', "ĐẢNG BỘ XÃ {XA}", "CHI BỘ THÔN {n:1-12}", "CB", "{xa}", "Chi bộ thôn", "Chi bộ", "thôn",
	 "T/M CHI BỘ;BÍ THƯ|T/M CHI ỦY;BÍ THƯ", 1960, 2030, NULL, NULL, 4},
	{'K', "ĐẢNG BỘ HUYỆN {HUYEN}", "CHI BỘ TRƯỜNG TIỂU HỌC {XA}", "CB", "{xa}", "Chi bộ trường học",
	 "Chi bộ", "trường", "T/M CHI BỘ;BÍ THƯ|T/M CHI BỘ;PHÓ BÍ THƯ", 1976, 2024, NULL, NULL, 3},
	{'G', "ĐẢNG BỘ TỈNH {TINH}", "ĐẠI HỘI ĐẠI BIỂU\nĐẢNG BỘ HUYỆN {HUYEN}", "ĐH", "{huyen}",
	 "Đại hội đại biểu Đảng bộ huyện", "Huyện ủy", "huyện",
	 "T/M ĐOÀN CHỦ TỊCH;BÍ THƯ HUYỆN ỦY|T/M ĐẠI HỘI;ĐOÀN CHỦ TỊCH", 1960, 2024, NULL, NULL, 4},
	{'S', NULL, "ỦY BAN NHÂN DÂN\nTỈNH {TINH}", "UBND", "{tinh}", "Ủy ban nhân dân tỉnh {tinh}",
	 "Ủy ban nhân dân tỉnh", "tỉnh", PEOPLES, 1995, 2030, NULL, "VX|TH|NC|KT|VP", 6},
	{'S', NULL, "ỦY BAN NHÂN DÂN\nHUYỆN {HUYEN}", "UBND", "{huyen}", "Ủy ban nhân dân huyện {huyen}",
	 "Ủy ban nhân dân huyện", "huyện", PEOPLES, 1995, 2024, NULL, "NV|TC|VP|GDĐT", 6},
	{'S', "ỦY BAN NHÂN DÂN\nHUYỆN {HUYEN}", "ỦY BAN NHÂN DÂN\nXÃ {XA}", "UBND", "{xa}",
	 "Ủy ban nhân dân xã {xa}", "Ủy ban nhân dân xã", "xã", PEOPLES, 1995, 2024, " QĐ BC TTr CV KH ",
	 "VP|TP", 2},
	{'S', NULL, "HỘI ĐỒNG NHÂN DÂN\nTỈNH {TINH}", "HĐND", "{tinh}", "Hội đồng nhân dân tỉnh {tinh}",
	 "Hội đồng nhân dân tỉnh", "tỉnh", ";CHỦ TỊCH|KT. CHỦ TỊCH;PHÓ CHỦ TỊCH", 1995, 2030, " NQ BC ",
	 NULL, 4},
	{'S', "UBND TỈNH {TINH}", "SỞ Y TẾ", "SYT", "{tinh}", "Sở Y tế", "Sở Y tế", "tỉnh", DIRECTOR,
	 1995, 2030, NULL, "NVY|TCCB|KHTC", 4},
	{'S', "ỦY BAN NHÂN DÂN\nTỈNH {TINH}", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "SGDĐT", "{tinh}",
	 "Sở Giáo dục và Đào tạo", "Sở Giáo dục", "tỉnh", DIRECTOR, 1995, 2030, NULL, "TCCB|VP|GDTH", 4},
	{'S', "SỞ NÔNG NGHIỆP VÀ PTNT", "CHI CỤC THỦY LỢI", "CCTL", "{tinh}", "Chi cục Thủy lợi",
	 "Chi cục Thủy lợi", "tỉnh", BRANCH, 1997, 2024, NULL, "HC|QLCT", 3},
	{'S', "ỦY BAN NHÂN DÂN\nTỈNH {TINH}", "VĂN PHÒNG", "VPUBND", "{tinh}",
	 "Văn phòng Ủy ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh", "tỉnh",
	 ";CHÁNH VĂN PHÒNG|KT. CHÁNH VĂN PHÒNG;PHÓ CHÁNH VĂN PHÒNG", 1997, 2030, NULL, "HC|TH", 2},
};
// clang-format on

const size_t bodies_kind_count = HS_COUNT(bodies_kinds);
const size_t bodies_count = HS_COUNT(bodies_table);

const struct kind *bodies_kind(const char *symbol)
{
	for (size_t i = 0; i < bodies_kind_count; i++)
		if (!strcmp(bodies_kinds[i].symbol, symbol))
			return &bodies_kinds[i];
	return NULL;
}
