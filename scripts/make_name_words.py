"""Makes the lexicon ``first_names.yml``.

First names come from the Python package Faker (MIT), of those locales that it writes in Latin letters, and from ``MORE`` below for
languages that it writes in other scripts. Usage: ``python scripts/make_name_words.py``, with Faker installed beside the project.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "src/rashomon/lexicon/data/en/first_names.yml"
LOCALES = [
    "en_US",
    "en_GB",
    "en_IE",
    "en_IN",
    "en_PK",
    "en_NG",
    "en_KE",
    "es_ES",
    "es_MX",
    "es_CO",
    "es_AR",
    "es_CL",
    "fr_FR",
    "fr_DZ",
    "de_DE",
    "it_IT",
    "pt_BR",
    "pl_PL",
    "nl_NL",
    "sv_SE",
    "da_DK",
    "no_NO",
    "tr_TR",
    "az_AZ",
    "id_ID",
    "yo_NG",
    "ha_NG",
    "ig_NG",
    "tw_GH",
    "zu_ZA",
    "uz_UZ",
    "hr_HR",
    "ro_RO",
    "hu_HU",
    "fi_FI",
    "cs_CZ",
    "sw",
    "vi_VN",
    "sl_SI",
    "lt_LT",
]
MORE = {
    "arabic": """Abbas Abd Abdallah Abdel Abdelaziz Abdelrahman Abderrahmane Abdo Abdul Abdulaziz Abdulkarim Abdullah Abdulrahman Adel Adham Adnan Afaf Ahlam Ahmad Ahmed
    Aisha Aicha Akram Alaa Ali Alia Amal Aman Amani Amer Amin Amina Amira Ammar Amr Anas Anwar Aref Asaad Ashraf Asma Assem Ayat Ayham Ayman Aya Azza Aziz Badr Bahaa Baraa Bashar
    Bashir Basel Basem Basil Basim Bassam Batoul Bilal Bouchra Burhan Dalal Dalia Daoud Dina Diaa Doaa Eman Emad Essam Fadel Fadi Fadia Fahd Fahad Faisal Faiz Farah Fares
    Faris Farid Farida Farouk Fathi Fatima Fatma Fatemeh Fawzi Firas Fouad Ghada Ghaith Ghassan Habib Hadi Hadeel Hafez Haidar Haitham Hakim Hala Hamad Hamada Hamid Hamza Hana
    Hanan Hani Hanin Harith Haroun Hasan Hashem Hassan Hassen Hatem Haya Hazem Heba Hiba Hicham Hind Hisham Huda Hossam Hussam Hussein Hussain Husain Ibrahim Idris Ihab Ikram Ilham
    Imad Iman Inas Intisar Isa Ismail Issa Iyad Jaber Jafar Jalal Jamal Jamil Jamila Jana Jawad Jihad Jihan Jumana Kamal Karam Karim Karima Kazem Khadija Khaled Khalid Khalil
    Khawla Laila Lamia Latifa Layan Layla Leila Leen Lina Louay Lubna Lujain Maha Mahdi Maher Mahmoud Mahmud Mai Majd Majed Majid Malak Malek Manal Mansour Marwa Marwan Mariam
    Maryam Masoud Mazen Mehdi Moayad Moaz Mohamad Mohamed Mohammad Mohammed Mohsen Mona Mostafa Moussa Muath Mufid Muhammad Muhannad Mukhtar Muna Munir Murad Musa Mustafa Nabil Nada Nadia
    Nader Nadim Naim Najla Najwa Nasser Nasir Nasreen Nawal Nayef Nidal Nihad Nisreen Nizar Noor Nour Noura Nuha Omar Omran Osama Othman Qais Qasem Qassem Rabab Rabih Radwan Raed
    Rafat Rafiq Raghad Rahaf Rahma Rami Ramadan Ramez Ramzi Rana Rania Rasha Rashad Rashid Razan Reem Rima Riad Riham Riyad Ruba Sabah Sabri Safa Said Saeed Sahar Saif Sajida
    Salah Salam Salama Saleh Salem Salim Salma Salman Salwa Sami Samar Samer Samia Samih Samir Samira Sana Sara Sarah Sawsan Seif Shadi Shahd Shaima Shereen Shirin Siham Soha Souad Suad
    Suhail Sulaiman Suleiman Sumaya Susan Taha Taher Talal Taleb Tamer Tareq Tariq Thaer Turki Umar Usama Wafa Wael Walid Waleed Ward Wassim Wisam Yahya Yaser Yasin Yasir Yasmin
    Yasser Yazan Yazid Younes Younis Yousef Youssef Yusuf Zahra Zain Zaid Zaher Zakaria Zaki Zayd Zeid Zein Zeina Zeinab Zainab Ziad Ziyad""",
    "persian and south asian": """Abdolreza Akbar Alireza Amir Arash Ardeshir Arezou Ashkan Atefeh Azadeh Babak Bahar Bahram Behnam Behrouz Behzad Bijan Dariush Davoud Ebrahim Ehsan Elham Elnaz
    Esmail Farhad Farzad Farzaneh Fereydoun Forough Ghasem Ghazal Golnaz Hamed Hamidreza Hojjat Hooman Javad Jamshid Kambiz Kamran Kaveh Keyvan Khosrow Kian Kourosh Ladan Leyla Mahsa Mahnaz Majid
    Mandana Masih Maziar Mehran Mehrdad Mina Mohsen Mojtaba Morteza Narges Nasrin Navid Nazanin Neda Niloufar Nika Nima Parisa Parvin Parviz Payam Pouria Reza Roya Ruhollah Saba Saman
    Sadegh Sanaz Sepideh Shahin Shahram Shapour Shirin Siamak Siavash Soraya Vahid Yalda Zohreh Abida Ajmal Arif Asif Atta Bakht Bibi Fazal Gul Gulab Habibullah Haji Hamidullah Haq
    Hekmatullah Humayun Imran Inayatullah Iqbal Jan Javed Khan Khatera Malala Malik Mirwais Mullah Mumtaz Najib Najibullah Naseebullah Nawaz Noorullah Parveen Qari Rahim Rahimullah Rehman Sadia
    Saira Sanaullah Sardar Shabnam Shah Shahid Shaista Shazia Sher Sohail Tahir Tanveer Wahid Waqar Wazir Zabihullah Zafar Zalmai Zarina Zubair Arjun Asha Deepak Dinesh Ganesh Gopal Harish
    Indira Jaya Kavita Kiran Krishna Lakshmi Lalita Manoj Mohan Mukesh Nirmala Prakash Pradeep Priya Rajan Rajesh Rakesh Ram Ramesh Ravi Rekha Sanjay Santosh Shanti Sita Sunil Sunita
    Suresh Usha Vijay Vinod""",
    "slavic, caucasian, central asian": """Aleksandr Aleksander Alexander Aleksei Alexei Alexey Alena Alina Alla Anastasia Anastasiya Anatoly Anatoliy Andrei Andrey Andriy Anna Anton Antonina Arkady Artem Artyom Bohdan Boris
    Bogdan Daria Darya Denis Denys Dmitri Dmitry Dmytro Ekaterina Elena Evgeny Evgenia Fedor Fyodor Galina Gennady Gleb Grigory Halyna Igor Ihor Ilja Ilya Inna Irina Iryna Ivan
    Kateryna Kirill Konstantin Kostiantyn Ksenia Larisa Larysa Leonid Lev Liubov Ludmila Lyubov Lyudmila Maksim Maksym Maria Mariia Marina Maryna Matvei Maxim Mikhail Mykhailo Mykola Nadezhda
    Natalia Nataliia Natalya Nikita Nikolai Nikolay Oksana Oleg Oleh Oleksandr Oleksandra Oleksii Olena Olga Olha Ostap Pavel Pavlo Petro Pyotr Roman Rostislav Ruslan Rustam Semyon Sergei Sergey
    Serhii Serhiy Snezhana Sofia Stanislav Stepan Svetlana Svitlana Taras Tatiana Tatyana Tetiana Timur Vadim Vadym Valentina Valery Valeriy Vasily Vasyl Vera Veronika Viktor Viktoria
    Vitaly Vitalii Vladimir Vladislav Volodymyr Vyacheslav Yaroslav Yegor Yekaterina Yelena Yevgeny Yevhen Yulia Yuliya Yuri Yuriy Zhanna Zoya Dragan Goran Milos Milan Zoran Ana Ivo
    Anahit Ani Ara Aram Armen Arsen Artur Ashot Davit Gagik Garegin Gevorg Gohar Grigor Hakob Harutyun Hasmik Hayk Hovhannes Hrant Karen Karine Levon Lilit Mher Mkrtich Naira Narek Nare
    Nune Ruben Ruzanna Samvel Sargis Sargsyan Siranush Suren Tatev Tigran Vahan Vahram Vardan Vazgen Vigen Zaven Eldar Elchin Elnur Elshan Fuad Gulnara Ilham Kamran Leyla Natig Orkhan Parviz Ramil Rashad
    Rauf Sevda Sevil Shahin Tural Vugar Avtandil Bacho Davit Eka Giga Giorgi Ia Irakli Ketevan Lasha Levan Mamuka Manana Nana Nino Nodar Otar Revaz Shota Tamar Temur Tornike Vakhtang Zaza Zurab
    Ainur Aigerim Aizhan Akmal Almaz Altynai Bakhyt Bekzat Dilshod Farrukh Gulmira Jamshed Mavluda Nazgul Nurlan Sherzod Umida""",
    "hebrew": """Adi Alon Amit Amos Ariel Assaf Avi Avigail Aviv Avraham Ayelet Barak Benny Chaim Chana Dov Dror Efraim Ehud Eitan Eli Eliyahu Erez Eyal Gadi Galit Gal Gil Gilad Guy Hadar Haim Hila Ido
    Ilan Inbal Itai Itamar Itzhak Keren Liat Lior Maayan Meir Menachem Meirav Miri Mordechai Moshe Nadav Naftali Nir Nitzan Noa Noam Ofer Ofir Omer Ori Orly Oren Pinchas Rachel Ran Rivka Ronen
    Ronit Roni Sagi Shai Shaked Shani Shaul Shimon Shira Shlomo Shmuel Sivan Tal Tali Talia Tomer Tzipi Uri Yael Yair Yaakov Yehuda Yigal Yitzhak Yoav Yona Yonatan Yosef Yossi Yotam Yuval Zeev Ziv""",
    "african": """Abebe Abdi Abdirahman Abdullahi Achieng Adama Aden Alemayehu Almaz Amadou Aminata Asha Ayan Bekele Berhane Binta Birtukan Boubacar Chidi Chinedu Desta Emeka Fadumo Fatou Fatoumata Girma Habiba Haile
    Halima Hawa Hirut Ibrahima Ifeoma Ismael Issoufou Kebede Khadra Kwame Lemlem Mamadou Mariama Meron Meseret Moussa Mulugeta Musa Mwangi Ngozi Nyakim Obinna Odhiambo Oumar Ousmane Salif Saidou Seydou Selam
    Sekou Tadesse Tesfaye Tigist Wanjiru Worku Yared Yohannes Zewdu Garang Deng Akol Nyandeng Kiir Machar Bol Majok""",
    "east and south-east asian": """Aung Chit Cho Hla Htet Htun Khin Kyaw Kyi Lwin Maung Min Moe Myint Myo Naing Nan Nyein Nyi Phyo Phyu Sandar Soe Su Thant Thet Thida Thiha Thura Tin Tun Wai Win Zaw Zeya Ye Yin
    Somchai Somsak Malee Niran Anong Sopheap Sokha Dara Vanna Bounmy Kham Bao Chen Hao Hui Jian Jie Jing Li Ling Lin Mei Min Ming Ning Ping Qiang Rong Tao Wei Xia Xiao Xin Yan Yang Ying Yong Yu Yue
    Zhang Zhen Zhi Haruka Hiroshi Kenji Keiko Sakura Takashi Yoko Yuki Ji-hoon Min-jun Seo-yeon Soo-jin Jose Juan Rizal Benigno Jun-jun""",
}


def latin(name: str) -> str:
    """The name without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def names() -> list[str]:
    """All first names, sorted."""
    found = {word for words in MORE.values() for word in words.split()}
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for field in dir(provider):
            listed = getattr(provider, field)
            if field.startswith("first_names") and not isinstance(listed, property):
                found |= {latin(n) for n in listed if re.fullmatch(r"[A-ZÀ-ɏ][\w'’]+(?:-\w+)?", n)}
    return sorted(n for n in found if len(n) > 1)


if __name__ == "__main__":
    lines, line = [], ""
    for name in names():
        if len(line) + len(name) > 130:
            lines.append(line)
            line = ""
        line += f'"{name}", '
    OUT.write_text(
        "about: >-\n  Given names of many languages, as news in English writes them, without accents. Made by scripts/make_name_words.py.\n"
        "entries:\n  - id: given\n    forms: [\n      " + "\n      ".join([*lines, line]) + "\n    ]\n",
        encoding="utf-8",
    )
